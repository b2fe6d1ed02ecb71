/** Figures of an epoch, summed up while it is trained. */
import type { EpochRecord, EpochSums, Evaluation } from "@/engine/protocol";
import type { WindowFigures } from "@/engine/worker/training/window";

export const emptySums: EpochSums = { examples: 0, loss: 0, correct: 0 };

export function addFigures(sums: EpochSums, { loss, correct, batchSizes }: Pick<WindowFigures, "loss" | "correct" | "batchSizes">): EpochSums {
  let { examples, loss: lossSum, correct: correctSum } = sums;
  batchSizes.forEach((size, i) => {
    examples += size;
    lossSum += (loss[i] ?? 0) * size;
    correctSum += correct?.[i] ?? 0;
  });
  return { examples, loss: lossSum, correct: correctSum };
}

/** The epoch that ends with `step` updates. Training figures are means over its examples, each as it was met. */
export function closeEpoch(sums: EpochSums, evaluation: Evaluation, epoch: number, step: number): EpochRecord {
  const isClassification = evaluation.accuracy !== undefined;
  return {
    epoch,
    step,
    loss: sums.loss / sums.examples,
    ...(isClassification ? { accuracy: sums.correct / sums.examples } : {}),
    ...(evaluation.split === "validation" ? { valLoss: evaluation.loss } : {}),
    ...(evaluation.split === "validation" && evaluation.accuracy !== undefined ? { valAccuracy: evaluation.accuracy } : {}),
  };
}
