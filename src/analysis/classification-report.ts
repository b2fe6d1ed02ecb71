/** Precision, recall and F1 per class and on average, as scikit-learn's `classification_report` with `zero_division=0`. */
import type { ConfusionMatrix } from "@/analysis/confusion-matrix";

export interface Scores {
  /** Of the examples taken for the class, the share that truly is. 0 when none was taken for it. */
  readonly precision: number;
  /** Of the examples that truly are the class, the share that was found. 0 when there are none. */
  readonly recall: number;
  /** Harmonic mean of both; 0 when both are 0. */
  readonly f1: number;
  /** Examples that truly are the class. */
  readonly support: number;
}

export interface ClassificationReport {
  readonly perClass: readonly Scores[];
  /** Plain mean over classes: a rare class counts as much as a common one. */
  readonly macro: Scores;
  /** Mean over classes weighted by support. */
  readonly weighted: Scores;
  /** Over all decisions together; with one class per example each of its three figures is the accuracy. */
  readonly micro: Scores;
  readonly accuracy: number;
}

export function classificationReport({ counts, classCount, total }: ConfusionMatrix): ClassificationReport {
  const truths = new Float64Array(classCount);
  const answers = new Float64Array(classCount);
  let right = 0;
  counts.forEach((count, cell) => {
    const label = Math.floor(cell / classCount);
    const prediction = cell % classCount;
    truths[label] = (truths[label] as number) + count;
    answers[prediction] = (answers[prediction] as number) + count;
    if (label === prediction) right += count;
  });
  const perClass = Array.from({ length: classCount }, (_, k): Scores => {
    const hits = counts[k * classCount + k] as number;
    const support = truths[k] as number;
    const answered = answers[k] as number;
    return {
      precision: ratio(hits, answered),
      recall: ratio(hits, support),
      // 2·hits / (answered + support) is the harmonic mean without its two roundings.
      f1: ratio(2 * hits, answered + support),
      support,
    };
  });
  const accuracy = ratio(right, total);
  return {
    perClass,
    macro: average(perClass, () => 1, total),
    weighted: average(perClass, ({ support }) => support, total),
    micro: { precision: accuracy, recall: accuracy, f1: accuracy, support: total },
    accuracy,
  };
}

function average(scores: readonly Scores[], weightOf: (scores: Scores) => number, support: number): Scores {
  const weight = scores.reduce((sum, one) => sum + weightOf(one), 0);
  const mean = (key: "precision" | "recall" | "f1") =>
    ratio(
      scores.reduce((sum, one) => sum + weightOf(one) * one[key], 0),
      weight,
    );
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1"), support };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
