/** What a training loop of PyTorch says of a run: optimizer, loss, schedule, epochs, batch, clipping, seed. Read wherever it stands. */
import { say } from "@/base/text";
import { readSetting } from "@/interop/code/keras/read-setting";
import { readTorchOptimizer } from "@/interop/code/pytorch/read-torch-optimizer";
import { scheduleOfTorch, torchScheduler, torchSchedules } from "@/interop/code/pytorch/read-torch-schedule";
import { host, type Args, type TorchHost, type TorchValue } from "@/interop/code/pytorch/torch-hosts";
import { amountIn, countedBy } from "@/interop/code/python/amounts";
import type { Interpreter } from "@/interop/code/python/interpret";
import { childrenOf, type SyntaxNode } from "@/interop/code/python/tree";
import { literal } from "@/interop/code/python/values";
import type { LossName } from "@/network/losses";
import { gradientClipFields, trainingFields } from "@/network/training-fields";
import type { Field } from "@/network/fields";
import type { TrainingSettings } from "@/network/training-settings";

/** Modules and functions; those of logits take what comes before softmax or sigmoid. */
const lossWords: Readonly<Record<string, { readonly loss: LossName; readonly takesLogits?: true }>> = {
  CrossEntropyLoss: { loss: "sparseCategoricalCrossentropy", takesLogits: true },
  cross_entropy: { loss: "sparseCategoricalCrossentropy", takesLogits: true },
  NLLLoss: { loss: "sparseCategoricalCrossentropy" },
  nll_loss: { loss: "sparseCategoricalCrossentropy" },
  BCELoss: { loss: "binaryCrossentropy" },
  binary_cross_entropy: { loss: "binaryCrossentropy" },
  BCEWithLogitsLoss: { loss: "binaryCrossentropy", takesLogits: true },
  binary_cross_entropy_with_logits: { loss: "binaryCrossentropy", takesLogits: true },
  MSELoss: { loss: "meanSquaredError" },
  mse_loss: { loss: "meanSquaredError" },
  L1Loss: { loss: "meanAbsoluteError" },
  l1_loss: { loss: "meanAbsoluteError" },
  HuberLoss: { loss: "huber" },
  huber_loss: { loss: "huber" },
  SmoothL1Loss: { loss: "huber" },
  smooth_l1_loss: { loss: "huber" },
};

export interface TorchSettings {
  /** Undefined where the call is none of training's. */
  readonly call: (path: readonly string[], args: Args, at: SyntaxNode) => TorchValue | undefined;
  readonly isReadOnce: (target: string, times: number | undefined, body: string) => boolean;
  /** As the project would be; the very same where the text says so. */
  readonly result: () => { readonly training: TrainingSettings; readonly takesLogits?: SyntaxNode };
}

export function torchSettings(own: Interpreter<TorchHost>, before: TrainingSettings, text: string): TorchSettings {
  let training = before;
  let takesLogits: SyntaxNode | undefined;
  let hasOptimizer = false;
  let hasClip = false;
  let hasScheduler = false;
  let isShuffled = false;
  let hasLoader = false;

  /** Undefined, and said, where it is none that the setting takes. */
  function settingIn(name: string, given: Args[number] | undefined, field: Field): number | undefined {
    if (!given) return undefined;
    const read = readSetting(field, given.value);
    if ("value" in read) return read.value as number;
    const expected = { en: say(read.expected, "en"), zh: say(read.expected, "zh") };
    if (given.value.kind === "literal") own.problem(given.at, { en: "{name} takes {expected}.", zh: "{name} 应为{expected}。" }, { name, expected });
    return undefined;
  }

  function loader(args: Args): TorchValue {
    const shuffle = args.find(({ name }) => name === "shuffle")?.value;
    const shuffles = shuffle?.kind === "literal" && shuffle.value === true;
    const given = args.find(({ name }) => name === "batch_size") ?? args.filter(({ name }) => name === undefined)[1];
    // Of several the one that shuffles is that of training, else the first.
    if (!hasLoader || (shuffles && !isShuffled)) {
      const size = amountIn(given?.value) ? "full" : settingIn("batch_size", given, trainingFields.batchSize);
      if (size !== undefined) training = { ...training, batchSize: size };
    }
    hasLoader = true;
    isShuffled ||= shuffles;
    return host({ type: "loader" });
  }

  function loss(word: string, at: SyntaxNode): TorchValue {
    const known = lossWords[word];
    if (!known) return host({ type: "loss" });
    const isSame = known.loss === training.loss || (known.loss === "sparseCategoricalCrossentropy" && training.loss === "categoricalCrossentropy");
    if (!isSame) training = { ...training, loss: known.loss };
    takesLogits = known.takesLogits ? at : undefined;
    return host({ type: "loss" });
  }

  /** It stands in a loop over the weights, and takes the one whose turn it is. */
  function isOfEachWeight(at: SyntaxNode): boolean {
    const weight = /for\s+(\w+)\s+in\s+[^\n]*parameters\(\)\s*:\s*$/.exec(text.slice(0, at.from))?.[1];
    return weight !== undefined && new RegExp(`\\(\\s*${weight}\\b`).test(text.slice(at.from, at.to));
  }

  function clip(kind: "norm" | "weightNorm" | "value", args: Args): TorchValue {
    const given = args.find(({ name }) => name === "max_norm" || name === "clip_value") ?? args.filter(({ name }) => name === undefined)[1];
    const limit = settingIn(given?.name ?? (kind === "value" ? "clip_value" : "max_norm"), given, gradientClipFields.limit);
    hasClip = true;
    training = { ...training, gradientClip: { kind, limit: limit ?? training.gradientClip.limit } };
    return literal(null);
  }

  /** The text of `factor(step)`, or of a lambda. */
  function textOf(value: { readonly kind: string }): string | undefined {
    const given = value as TorchValue;
    if (given.kind === "lambda") return given.text;
    const body = given.kind === "function" ? childrenOf(given.node).find(({ name }) => name === "Body") : undefined;
    return body && text.slice(body.from, body.to).replace(/^\s*:/, "");
  }

  function scheduler(word: string, args: Args, at: SyntaxNode): TorchValue {
    const made = torchScheduler(word, args);
    const rate = training.optimizer.config.learningRate;
    const schedule = scheduleOfTorch(made, rate, before.schedule, textOf);
    if (schedule) training = { ...training, schedule };
    else if (word !== "ConstantLR") {
      training = { ...training, schedule: before.schedule };
      own.remark(
        at,
        {
          en: "{name} is not read like this; the project's own schedule stays. There are {known}; a LambdaLR is read as Layerlab prints it.",
          zh: "不这样读取 {name}；项目的学习率计划保持不变。可用：{known}；LambdaLR 按 Layerlab 打印的形式读取。",
        },
        { name: word, known: torchSchedules.join(", ") },
      );
    }
    hasScheduler = true;
    return host(made);
  }

  return {
    call(path, args, at) {
      const last = path.at(-1) ?? "";
      if (path[0] === "math") return countedBy(last, args, "steps");
      if (path[0] !== "torch") return undefined;
      if (last === "DataLoader") return loader(args);
      if (last === "manual_seed") {
        const seed = settingIn("manual_seed", args[0], trainingFields.seed);
        if (seed !== undefined) training = { ...training, seed };
        return literal(null);
      }
      if (last === "clip_grad_norm_" || last === "clip_grad_norm") return clip(isOfEachWeight(at) ? "weightNorm" : "norm", args);
      if (last === "clip_grad_value_") return clip("value", args);
      if (path.includes("lr_scheduler")) return scheduler(last, args, at);
      if (path.includes("optim")) {
        const optimizer = readTorchOptimizer(own, last, args, at, before.optimizer);
        if (optimizer) training = { ...training, optimizer };
        hasOptimizer = true;
        return host({ type: "optimizer" });
      }
      return Object.hasOwn(lossWords, last) || (path.includes("nn") && last.endsWith("Loss")) ? loss(last, at) : undefined;
    },

    isReadOnce(target, times, body) {
      const isEpochs = times !== undefined && /epoch|^(_|t|i|it|iteration|step)$/i.test(target) && /\.backward\(|train|optim/.test(body);
      if (isEpochs) {
        const read = readSetting(trainingFields.epochs, literal(times));
        if ("value" in read) training = { ...training, epochs: times };
        // A step of a loop without batches takes all examples.
        if (!hasLoader && body.includes(".backward(") && !/\bfor\b/.test(body)) training = { ...training, batchSize: "full" };
      }
      // A loop over batches of data, by what is done in it.
      return isEpochs || (times === undefined && /loss|backward|optim|correct|eval|model\(|net\(|clip_grad/i.test(body));
    },

    result() {
      if (!hasOptimizer) return { training: before, ...(takesLogits ? { takesLogits } : {}) };
      const clipped =
        hasClip || before.gradientClip.kind === "none" ? training : { ...training, gradientClip: { ...before.gradientClip, kind: "none" as const } };
      const whole = hasScheduler ? clipped : { ...clipped, schedule: { name: "constant" as const, config: {} } };
      return { training: whole, ...(takesLogits ? { takesLogits } : {}) };
    },
  };
}
