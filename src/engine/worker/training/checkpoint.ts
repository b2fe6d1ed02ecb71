/** Checkpoints as a run keeps them and gives them away. */
import type { Checkpoint, TensorRecord } from "@/engine/protocol";
import { diverged } from "@/engine/worker/training/problems";

/** Weights of a healthy network are far below; losses read from clipped probabilities would stay finite beyond. */
const largestWeight = 1e6;

/** Throws when the weights hold numbers that no network should have. */
export function assertHealthy(weights: readonly TensorRecord[], step: number): void {
  const largest = largestMagnitude(weights);
  if (largest <= largestWeight) return;
  throw diverged(
    step,
    Number.isFinite(largest)
      ? { en: `weights have grown to ${largest.toExponential(1)}`, zh: `权重已增大到 ${largest.toExponential(1)}` }
      : { en: "weights are no longer numbers", zh: "权重已不再是有效数字" },
  );
}

/** Largest magnitude of all values; Infinity when one is not a number. */
export function largestMagnitude(records: readonly TensorRecord[]): number {
  let largest = 0;
  for (const { data } of records) {
    for (const value of data) {
      // NaN fails every comparison, so it is asked for by failing this one.
      if (!(Math.abs(value) <= largest)) largest = Number.isFinite(value) ? Math.abs(value) : Infinity;
    }
  }
  return largest;
}

/** A copy to give away: what crosses to the page is moved there. */
export function copyCheckpoint(checkpoint: Checkpoint): Checkpoint {
  const { best } = checkpoint;
  return {
    ...checkpoint,
    weights: copyRecords(checkpoint.weights),
    optimizer: copyRecords(checkpoint.optimizer),
    ...(best?.weights ? { best: { ...best, weights: copyRecords(best.weights) } } : {}),
  };
}

function copyRecords(records: readonly TensorRecord[]): TensorRecord[] {
  return records.map((record) => ({ ...record, data: record.data.slice() }));
}
