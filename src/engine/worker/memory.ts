/** How much memory one training step takes, estimated before it is taken: a worker that runs out of it takes the whole page along. */
import { ProblemError } from "@/base/problem";
import { message, type Message } from "@/base/text";
import type { ModelReport } from "@/engine/protocol";
import type { MemoryLimits } from "@/engine/worker/device/memory-limits";
import type { Model } from "@/engine/worker/model";
import { slotsOf, type OptimizerName } from "@/network/optimizers";
import type { TrainingSettings } from "@/network/training-settings";

type Settings = Pick<TrainingSettings, "optimizer">;
type Size = Pick<Model, "weights" | "activationBytesPerExample" | "largestActivationBytes">;

export function modelReport(model: Size, settings: Settings, batchSize: number): ModelReport {
  const count = (weights: Model["weights"]) => weights.reduce((sum, { value }) => sum + value.size, 0);
  const trainable = count(model.weights.filter(({ spec }) => spec.trainable));
  // The weights, their gradients, and what the optimizer keeps of each.
  const copies = 2 + slotsOf<OptimizerName>(settings.optimizer).names.length;
  return {
    paramCount: count(model.weights),
    trainableParamCount: trainable,
    memoryBytes: 4 * trainable * copies + batchSize * bytesPerExample(model),
  };
}

/** Every output is kept for the way back, where a gradient of its size joins it. */
function bytesPerExample({ activationBytesPerExample }: Size): number {
  return 2 * activationBytesPerExample;
}

/** Refuses a step that cannot fit, and says which batch size would. */
export function checkMemory(model: Size, settings: Settings, batchSize: number, limits: MemoryLimits): void {
  const { memoryBytes } = modelReport(model, settings, batchSize);
  if (memoryBytes > limits.totalBytes) {
    const left = limits.totalBytes - (memoryBytes - batchSize * bytesPerExample(model));
    throw tooLarge(needsInAll(memoryBytes, limits.totalBytes), Math.floor(left / bytesPerExample(model)));
  }
  const largest = Math.max(...model.weights.map(({ value }) => 4 * value.size));
  if (largest > limits.tensorBytes) throw tooLarge(needsInOne(largest, limits.tensorBytes), 0);
  const output = batchSize * model.largestActivationBytes;
  if (output > limits.tensorBytes) throw tooLarge(needsInOne(output, limits.tensorBytes), Math.floor(limits.tensorBytes / model.largestActivationBytes));
}

function needsInAll(needed: number, allowed: number): Message {
  return message(
    {
      en: "One training step would need about {needed} MB; {allowed} MB is safe in a browser tab.",
      zh: "一个训练步约需 {needed} MB 内存，而浏览器标签页中安全的上限是 {allowed} MB。",
    },
    { needed: megabytes(needed), allowed: megabytes(allowed) },
  );
}
function needsInOne(needed: number, allowed: number): Message {
  return message(
    {
      en: "One layer would need about {needed} MB in one piece; this device allows {allowed} MB.",
      zh: "某一层约需 {needed} MB 的整块内存，而此设备最多允许 {allowed} MB。",
    },
    { needed: megabytes(needed), allowed: megabytes(allowed) },
  );
}
function megabytes(bytes: number): string {
  return Math.round(bytes / 1024 ** 2).toLocaleString("en");
}

function tooLarge(what: Message, fittingBatch: number): ProblemError {
  return new ProblemError({
    code: "training.memory",
    what,
    remedy:
      fittingBatch >= 1
        ? message({ en: "Use a batch size of {size} or less.", zh: "请把批大小设为 {size} 或更小。" }, { size: fittingBatch.toLocaleString("en") })
        : message({ en: "Make the layers smaller.", zh: "请减小各层的规模。" }),
  });
}
