/** `fit` and its callbacks as settings: epochs, batch, validation, stopping. */
import { say } from "@/base/text";
import type { Args, KerasHost } from "@/interop/code/keras/keras-hosts";
import { readSetting } from "@/interop/code/keras/read-setting";
import { amountIn } from "@/interop/code/python/amounts";
import type { Interpreter } from "@/interop/code/python/interpret";
import { float, type Field } from "@/network/fields";
import { earlyStoppingFields, trainingFields } from "@/network/training-fields";
import type { TrainingSettings } from "@/network/training-settings";

type Own = Pick<Interpreter<KerasHost>, "problem" | "remark">;
type Given = Args[number];

export interface FitRead {
  readonly training: TrainingSettings;
  readonly validationSplit?: number;
}

const validationShare = float({ label: { en: "", zh: "" }, help: { en: "", zh: "" }, initial: 0, min: 0, max: 0.9 });
const order = ["x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split"];
/** What Keras does where nothing is said. */
const usual = { epochs: 1, batchSize: 32 };

export function readFit(own: Own, before: TrainingSettings, args: Args): FitRead {
  const said = new Map(args.map((arg, i) => [arg.name ?? order[i] ?? "", arg]));
  const epochs = settingIn(own, "epochs", said.get("epochs"), trainingFields.epochs) ?? (said.has("epochs") ? before.epochs : usual.epochs);
  const share = settingIn(own, "validation_split", said.get("validation_split"), validationShare);
  const batchSize = batchIn(own, said, before);
  const training = epochs === before.epochs && batchSize === before.batchSize ? before : { ...before, epochs, batchSize };
  return { training: withStopping(own, training, said.get("callbacks")), ...(share === undefined ? {} : { validationSplit: share }) };
}

function batchIn(own: Own, said: ReadonlyMap<string, Given>, before: TrainingSettings): TrainingSettings["batchSize"] {
  const given = said.get("batch_size");
  if (amountIn(given?.value)?.unit === "examples") return "full";
  // A dataset brings its own batches.
  if (!given || (given.value.kind === "literal" && given.value.value === null)) return said.has("y") ? usual.batchSize : before.batchSize;
  return settingIn(own, "batch_size", given, trainingFields.batchSize) ?? before.batchSize;
}

/** Undefined where it is not said, not known, or none that the setting takes. */
function settingIn(own: Own, name: string, given: Given | undefined, field: Field): number | undefined {
  if (!given) return undefined;
  const read = readSetting(field, given.value);
  if ("value" in read) return read.value as number;
  if (given.value.kind === "literal")
    own.problem(
      given.at,
      { en: "{name} takes {expected}.", zh: "{name} 应为{expected}。" },
      { name, expected: { en: say(read.expected, "en"), zh: say(read.expected, "zh") } },
    );
  else
    own.remark(
      given.at,
      {
        en: "The value of {name} is not known without running the program; the project's own stays.",
        zh: "不运行程序就不知道 {name} 的值；项目的设置保持不变。",
      },
      { name },
    );
  return undefined;
}

const stoppingOrder = ["monitor", "min_delta", "patience", "verbose", "mode", "baseline", "restore_best_weights", "start_from_epoch"];
const monitors: Readonly<Record<string, "valLoss" | "valAccuracy">> = { val_loss: "valLoss", val_accuracy: "valAccuracy", val_acc: "valAccuracy" };

function withStopping(own: Own, before: TrainingSettings, callbacks: Given | undefined): TrainingSettings {
  const all = callbacks?.value.kind === "list" ? callbacks.value.items : callbacks ? [callbacks.value] : [];
  const found = all.find((value) => value.kind === "host" && value.host.type === "stopping");
  if (found?.kind !== "host" || found.host.type !== "stopping")
    return before.earlyStopping.enabled ? { ...before, earlyStopping: { ...before.earlyStopping, enabled: false } } : before;
  const said = new Map(found.host.args.map((arg, i) => [arg.name ?? stoppingOrder[i] ?? "", arg]));
  const watched = said.get("monitor");
  const word = watched?.value.kind === "literal" ? String(watched.value.value) : "val_loss";
  const monitor = Object.hasOwn(monitors, word) ? monitors[word] : undefined;
  if (watched && !monitor)
    own.remark(watched.at, {
      en: "Early stopping watches val_loss or val_accuracy here; val_loss is taken.",
      zh: "这里的提前停止监控 val_loss 或 val_accuracy；按 val_loss 处理。",
    });
  const patience = said.get("patience");
  const isZero = !patience || (patience.value.kind === "literal" && patience.value.value === 0);
  const restore = said.get("restore_best_weights")?.value;
  return {
    ...before,
    earlyStopping: {
      enabled: true,
      monitor: monitor ?? "valLoss",
      // None at all is one at least here: the epoch after the best.
      patience: isZero ? 1 : (settingIn(own, "patience", patience, earlyStoppingFields.patience) ?? before.earlyStopping.patience),
      minDelta: said.has("min_delta") ? (settingIn(own, "min_delta", said.get("min_delta"), earlyStoppingFields.minDelta) ?? before.earlyStopping.minDelta) : 0,
      restoreBest: restore?.kind === "literal" && restore.value === true,
    },
  };
}
