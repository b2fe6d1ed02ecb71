/** `compile` as training settings: optimizer with its schedule and clipping, and loss. */
import { snakeCase } from "@/interop/export/keras/keras-values";
import { clipArguments, kerasOptimizers } from "@/interop/code/keras/keras-optimizers";
import type { Args, KerasHost } from "@/interop/code/keras/keras-hosts";
import { readSetting } from "@/interop/code/keras/read-setting";
import { nearest } from "@/interop/code/python/nearest";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { SyntaxNode } from "@/interop/code/python/tree";
import { say, type Message } from "@/base/text";
import { initialConfigOf } from "@/network/fields";
import { lossNames, type LossName } from "@/network/losses";
import { optimizerOf, type OptimizerName } from "@/network/optimizers";
import { gradientClipFields } from "@/network/training-fields";
import type { OptimizerChoice, ScheduleChoice, TrainingSettings } from "@/network/training-settings";

export interface OptimizerRead {
  readonly optimizer?: OptimizerChoice;
  /** `unsaid`: a rate that is not known here; the project's own schedule stays. */
  readonly schedule?: ScheduleChoice | "unsaid";
  readonly gradientClip?: TrainingSettings["gradientClip"];
}
type Own = Pick<Interpreter<KerasHost>, "problem" | "remark">;

const lossAliases: Readonly<Record<string, LossName>> = { mse: "meanSquaredError", mae: "meanAbsoluteError", huberloss: "huber" };
const plainWord = (word: string) => word.replaceAll("_", "").toLowerCase();

/** What Keras has and Layerlab has not: the project's own stays. */
const otherOptimizers = new Set("adadelta adafactor adamax ftrl lamb lion muon nadam lossscaleoptimizer".split(" "));
const otherLosses = new Set(
  "kldivergence poisson cosinesimilarity meanabsolutepercentageerror meansquaredlogarithmicerror logcosh hinge squaredhinge categoricalhinge binaryfocalcrossentropy categoricalfocalcrossentropy tversky dice ctc circle mape msle kld cosine".split(
    " ",
  ),
);

/** Keras' default rates; ours for momentum and Nesterov are the same class. */
const classes = new Map<string, OptimizerName>(
  (["sgd", "adagrad", "rmsprop", "adam", "adamw"] as const).map((name) => [kerasOptimizers[name].className.toLowerCase(), name]),
);

const knownOptimizers = () => [...new Set(Object.values(kerasOptimizers).map(({ className }) => className))].join(", ");

export function isOptimizerName(word: string): boolean {
  return classes.has(word.toLowerCase());
}

export function readOptimizer(own: Own, word: string, args: Args, at: SyntaxNode): OptimizerRead | undefined {
  const base = classes.get(word.toLowerCase());
  if (base === undefined && otherOptimizers.has(word.toLowerCase())) {
    own.remark(
      at,
      { en: "Layerlab has no {word}; the project's own optimizer stays. There are {known}.", zh: "没有 {word}；项目的优化器保持不变。可用：{known}。" },
      { word, known: knownOptimizers() },
    );
    return undefined;
  }
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
        known: knownOptimizers(),
      },
    );
    return undefined;
  }
  const said = new Map(args.map((arg, i) => [arg.name === "lr" ? "learning_rate" : (arg.name ?? (i === 0 ? "learning_rate" : `#${i}`)), arg]));
  const truth = (key: string) => {
    const value = said.get(key)?.value;
    return value?.kind === "literal" && value.value === true;
  };
  const name: OptimizerName = base !== "sgd" || !said.has("momentum") ? base : truth("nesterov") ? "nesterov" : "momentum";
  const { fields } = optimizerOf(name);
  const usual = initialConfigOf(fields) as Record<string, unknown>;
  const config: Record<string, unknown> = Object.fromEntries(Object.entries(usual).map(([key, value]) => [key, fields[key]?.kerasDefault ?? value]));
  let schedule: OptimizerRead["schedule"];
  let clip: TrainingSettings["gradientClip"] | undefined;
  for (const [key, { value, at: place }] of said) {
    if (key === "learning_rate" && value.kind === "host" && value.host.type === "schedule") {
      schedule = value.host.read.schedule ?? "unsaid";
      if (value.host.read.learningRate !== undefined) config["learningRate"] = value.host.read.learningRate;
      continue;
    }
    const kind = gradientClipFields.kind.options.find((way) => clipArguments[way] === key);
    if (kind !== undefined) {
      const limit = readSetting(gradientClipFields.limit, value);
      if ("value" in limit) clip = { kind, limit: limit.value as number };
      else if (!(value.kind === "literal" && value.value === null)) sayExpected(own, place, key, limit.expected);
      continue;
    }
    const own_ = Object.keys(fields).find((field) => snakeCase(field) === key);
    const field = own_ === undefined ? undefined : fields[own_];
    if (!field || own_ === undefined) {
      if (key !== "name" && key !== "nesterov" && !(key === "momentum" && base === "sgd"))
        own.remark(
          place,
          { en: "Passed over: {optimizer} has no setting {key} here.", zh: "已跳过：此处 {optimizer} 没有设置 {key}。" },
          { optimizer: word, key },
        );
      continue;
    }
    const read = readSetting(field, value);
    if ("value" in read) config[own_] = read.value;
    else if (value.kind === "unknown") {
      sayUnknown(own, place, key);
      if (key === "learning_rate") schedule = "unsaid";
    } else sayExpected(own, place, key, read.expected);
  }
  return {
    optimizer: { name, config } as OptimizerChoice,
    schedule: schedule ?? { name: "constant", config: {} },
    gradientClip: clip ?? { kind: "none", limit: 1 },
  };
}

function sayExpected(own: Own, at: SyntaxNode, name: string, expected: Message): void {
  own.problem(at, { en: "{name} takes {expected}.", zh: "{name} 应为{expected}。" }, { name, expected: { en: say(expected, "en"), zh: say(expected, "zh") } });
}
function sayUnknown(own: Own, at: SyntaxNode, name: string): void {
  own.remark(
    at,
    {
      en: "The value of {name} is not known without running the program; the project's own stays.",
      zh: "不运行程序就不知道 {name} 的值；项目的设置保持不变。",
    },
    { name },
  );
}

/** What the text does not say stays as it is in `before`. */
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
      const loss = lossIn(own, value, at);
      if (loss && loss !== training.loss) training = { ...training, loss };
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

function wordOf(value: Args[number]["value"]): string | undefined {
  if (value.kind === "literal" && typeof value.value === "string") return value.value;
  if (value.kind === "path") return value.path.at(-1);
  return value.kind === "host" && value.host.type === "plain" ? value.host.name : undefined;
}

function lossIn(own: Own, value: Args[number]["value"], at: SyntaxNode): LossName | undefined {
  const word = wordOf(value);
  if (word === undefined) {
    sayUnknown(own, at, "loss");
    return undefined;
  }
  const loss = lossNames.find((name) => name.toLowerCase() === plainWord(word)) ?? lossAliases[plainWord(word)];
  if (loss) return loss;
  const known = lossNames.map(snakeCase).join(", ");
  if (otherLosses.has(plainWord(word)))
    own.remark(
      at,
      { en: "Layerlab has no {word}; the project's own loss stays. There are {known}.", zh: "没有 {word}；项目的损失函数保持不变。可用：{known}。" },
      { word, known },
    );
  else own.problem(at, { en: "The loss is not known here. There are {known}.", zh: "这里没有此损失函数。可用：{known}。" }, { known });
  return undefined;
}

/** Where a loss is said that takes what comes before softmax or sigmoid. */
export function logitsLoss(args: Args): SyntaxNode | undefined {
  const loss = args.find(({ name }, i) => name === "loss" || (name === undefined && i === 1));
  return loss?.value.kind === "host" && loss.value.host.type === "plain" && loss.value.host.truths?.includes("from_logits") === true ? loss.at : undefined;
}
