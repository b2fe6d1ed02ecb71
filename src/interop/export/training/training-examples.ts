/** Examples to go on training with, as they leave. */
import type { Split } from "@/data/define-dataset";

export type TrainedSplit = Exclude<Split, "test">;

/** Of one split, in its own order. */
export interface ExampleRows {
  readonly count: number;
  /** How many the split has. */
  readonly total: number;
  /** [count, …inputShape] before normalisation: pixels 0 … 1, numbers of tokens. */
  readonly inputs: Float32Array;
  /** Class numbers [count], or target values [count, …]. */
  readonly targets: Float32Array;
}

export type TrainingExamples = Readonly<Record<TrainedSplit, ExampleRows>>;

/** Of a split: so many values make some megabytes. */
const mostValues = { train: 8_000_000, validation: 1_600_000 } as const;

/** How many examples of a split leave: all of them where they are small. */
export function leavingCount(split: TrainedSplit, total: number, valuesPerExample: number): number {
  return Math.min(total, Math.floor(mostValues[split] / Math.max(1, valuesPerExample)));
}
