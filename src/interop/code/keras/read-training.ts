/** `compile` and `fit` as training settings: optimizer, schedule, loss, batch, epochs, stopping. */
import { snakeCase } from "@/interop/export/keras/keras-values";
import { kerasOptimizers } from "@/interop/code/keras/keras-optimizers";
import type { Args, KerasHost } from "@/interop/code/keras/keras-hosts";
import { readSetting } from "@/interop/code/keras/read-setting";
import { nearest } from "@/interop/code/python/nearest";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { initialConfigOf } from "@/network/fields";
import { lossNames, type LossName } from "@/network/losses";
import { optimizerOf, type OptimizerName } from "@/network/optimizers";
import { trainingFields } from "@/network/training-fields";
import type { OptimizerChoice, ScheduleChoice, TrainingSettings } from "@/network/training-settings";

export interface OptimizerRead {
  readonly optimizer?: OptimizerChoice;
  readonly learningRate?: number;
  /** `unsaid`: a schedule whose figures depend on the run; the project's own stays. */
  readonly schedule?: ScheduleChoice | "unsaid";
  readonly gradientClip?: TrainingSettings["gradientClip"];
}
type Own = Pick<Interpreter<KerasHost>, "problem" | "note">;

const lossAliases: Readonly<Record<string, LossName>> = { mse: "meanSquaredError", mae: "meanAbsoluteError", huberloss: "huber" };
const plainWord = (word: string) => word.replaceAll("_", "").toLowerCase();

/** Keras' default rates; ours for momentum and Nesterov are the same class. */
const classes = new Map<string, OptimizerName>(
  (["sgd", "adagrad", "rmsprop", "adam", "adamw"] as const).map((name) => [kerasOptimizers[name].className.toLowerCase(), name]),
);

export function isOptimizerName(word: string): boolean {
  return classes.has(word.toLowerCase());
}

export function readOptimizer(own: Own, word: string, args: Args, at: SyntaxNode): OptimizerRead | undefined {
  const base = classes.get(word.toLowerCase());
  if (base === undefined) {
    const near = nearest(
      word,
      [...classes.values()].map((name) => kerasOptimizers[name].className),
    );
    own.problem(
      at,
      { en: "The optimizer {word} is not known here. There are {known}.", zh: "这里没有优化器 {word}。可用：{known}。" },
      {
        word: near === undefined ? word : `${word} (${near}?)`,
        known: [...new Set(Object.values(kerasOptimizers).map(({ className }) => className))].join(", "),
      },
    );
    return undefined;
  }
  const said = new Map(args.map((arg, i) => [arg.name ?? (i === 0 ? "learning_rate" : `#${i}`), arg]));
  const truth = (key: string) => {
    const value = said.get(key)?.value;
    return value?.kind === "literal" && value.value === true;
  };
  const momentum = said.get("momentum")?.value;
  const hasMomentum = momentum?.kind === "literal" && typeof momentum.value === "number" && momentum.value > 0;
  const name: OptimizerName = base !== "sgd" || !hasMomentum ? base : truth("nesterov") ? "nesterov" : "momentum";
  const { fields } = optimizerOf(name);
  const usual = initialConfigOf(fields) as Record<string, unknown>;
  const config: Record<string, unknown> = Object.fromEntries(Object.entries(usual).map(([key, value]) => [key, fields[key]?.kerasDefault ?? value]));
  let schedule: OptimizerRead["schedule"];
  let clip: TrainingSettings["gradientClip"] | undefined;
  for (const [key, { value, at: place }] of said) {
    if (key === "learning_rate" && value.kind === "host" && value.host.type === "schedule") {
      ({ schedule } = value.host.read);
      if (value.host.read.learningRate !== undefined) config["learningRate"] = value.host.read.learningRate;
      continue;
    }
    const kind = key === "global_clipnorm" || key === "clipnorm" ? "norm" : key === "clipvalue" ? "value" : undefined;
    if (kind !== undefined) {
      if (value.kind === "literal" && typeof value.value === "number") clip = { kind, limit: value.value };
      continue;
    }
    const own_ = Object.keys(fields).find((field) => snakeCase(field) === key);
    const field = own_ === undefined ? undefined : fields[own_];
    if (!field || own_ === undefined) {
      if (key !== "name" && key !== "nesterov" && !(key === "momentum" && base === "sgd"))
        own.note(
          place,
          { en: "Passed over: {optimizer} has no setting {key} here.", zh: "已跳过：此处 {optimizer} 没有设置 {key}。" },
          { optimizer: word, key },
        );
      continue;
    }
    const read = readSetting(field, value);
    if ("value" in read) config[own_] = read.value;
    else if (key === "learning_rate" && value.kind === "unknown") schedule = "unsaid";
    else own.problem(place, { en: "{key} of {optimizer} takes a number.", zh: "{optimizer} 的 {key} 应为数值。" }, { key, optimizer: word });
  }
  return {
    optimizer: { name, config } as OptimizerChoice,
    schedule: schedule ?? { name: "constant", config: {} },
    gradientClip: clip ?? { kind: "none", limit: 1 },
  };
}

/** `Before`: the settings as they are; what the text does not say stays. */
export function withCompile(own: Own, before: TrainingSettings, args: Args): TrainingSettings {
  let training = before;
  const order = ["optimizer", "loss", "loss_weights", "metrics"];
  for (const [i, { name = order[i], value, at }] of args.entries()) {
    if (name === "optimizer") {
      const read =
        value.kind === "host" && value.host.type === "optimizer"
          ? value.host.read
          : value.kind === "literal" && typeof value.value === "string"
            ? readOptimizer(own, value.value, [], at)
            : undefined;
      if (read?.optimizer) training = withOptimizer(training, read);
    } else if (name === "loss") {
      const loss = lossIn(value);
      if (loss) training = loss === training.loss ? training : { ...training, loss };
      else
        own.problem(
          at,
          { en: "The loss is not known here. There are {known}.", zh: "这里没有此损失函数。可用：{known}。" },
          { known: lossNames.map(snakeCase).join(", ") },
        );
    }
  }
  return training;
}

function withOptimizer(before: TrainingSettings, { optimizer, schedule, gradientClip }: OptimizerRead): TrainingSettings {
  const clip = gradientClip?.kind === "none" && before.gradientClip.kind === "none" ? before.gradientClip : gradientClip;
  return {
    ...before,
    optimizer: optimizer ?? before.optimizer,
    schedule: schedule === "unsaid" || schedule === undefined ? before.schedule : schedule,
    gradientClip: clip ?? before.gradientClip,
  };
}

function lossIn(value: Args[number]["value"]): LossName | undefined {
  const word =
    value.kind === "literal" && typeof value.value === "string"
      ? value.value
      : value.kind === "path"
        ? value.path.at(-1)
        : value.kind === "host" && value.host.type === "plain"
          ? value.host.name
          : undefined;
  if (word === undefined) return undefined;
  return lossNames.find((name) => name.toLowerCase() === plainWord(word)) ?? lossAliases[plainWord(word)];
}

export function withFit(before: TrainingSettings, args: Args): TrainingSettings {
  let training = before;
  const order = ["x", "y", "batch_size", "epochs"];
  for (const [i, { name = order[i], value }] of args.entries()) {
    const number = value.kind === "literal" && typeof value.value === "number" ? value.value : undefined;
    if (name === "epochs" && number !== undefined && "value" in readSetting(trainingFields.epochs, value)) training = { ...training, epochs: number };
    if (name === "batch_size" && number !== undefined && "value" in readSetting(trainingFields.batchSize, value)) training = { ...training, batchSize: number };
  }
  const callbacks = args.find(({ name }) => name === "callbacks")?.value;
  return withStopping(training, callbacks?.kind === "list" ? callbacks.items : []);
}

function withStopping(before: TrainingSettings, callbacks: readonly Args[number]["value"][]): TrainingSettings {
  const found = callbacks.find((value) => value.kind === "host" && value.host.type === "stopping");
  if (found?.kind !== "host" || found.host.type !== "stopping")
    return before.earlyStopping.enabled ? { ...before, earlyStopping: { ...before.earlyStopping, enabled: false } } : before;
  const { args } = found.host;
  const number = (key: string, usual: number) => (typeof args[key] === "number" ? args[key] : usual);
  return {
    ...before,
    earlyStopping: {
      enabled: true,
      monitor: args["monitor"] === "val_accuracy" ? "valAccuracy" : "valLoss",
      patience: Math.max(1, number("patience", 1)),
      minDelta: number("min_delta", 0),
      restoreBest: args["restore_best_weights"] === true,
    },
  };
}
