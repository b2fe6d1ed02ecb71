/** How much memory one training step takes, estimated before it is taken: a worker that runs out of it takes the whole page along. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { ModelReport } from "@/engine/protocol";
import type { Model } from "@/engine/worker/model";
import { slotsOf, type OptimizerName } from "@/network/optimizers";
import type { TrainingSettings } from "@/network/training-settings";

/** A WebAssembly heap ends at 2 GiB, and graphics cards of laptops seldom give a page more; the rest is for what the estimate does not see. */
const allowedBytes = 1.5 * 1024 ** 3;

type Settings = Pick<TrainingSettings, "optimizer">;
type Size = Pick<Model, "weights" | "activationBytesPerExample">;

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
export function checkMemory(model: Size, settings: Settings, batchSize: number): void {
  const { memoryBytes } = modelReport(model, settings, batchSize);
  if (memoryBytes <= allowedBytes) return;
  const left = allowedBytes - (memoryBytes - batchSize * bytesPerExample(model));
  const fitting = Math.floor(left / bytesPerExample(model));
  const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2).toLocaleString("en");
  throw new ProblemError({
    code: "training.memory",
    what: message(
      {
        en: "One training step would need about {needed} MB; {allowed} MB is safe in a browser tab.",
        zh: "一个训练步约需 {needed} MB 内存，而浏览器标签页中安全的上限是 {allowed} MB。",
      },
      { needed: megabytes(memoryBytes), allowed: megabytes(allowedBytes) },
    ),
    remedy:
      fitting >= 1
        ? message({ en: "Use a batch size of {size} or less.", zh: "请把批大小设为 {size} 或更小。" }, { size: fitting.toLocaleString("en") })
        : message({ en: "Make the layers smaller.", zh: "请减小各层的规模。" }),
  });
}
