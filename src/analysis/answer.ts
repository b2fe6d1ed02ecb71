/** The network's outputs as an answer: one probability per class where they are that, plain scores where they are not. */

export interface Answer {
  readonly values: readonly number[];
  /** The values are ≥ 0 and sum to 1. */
  readonly areProbabilities: boolean;
  /** Class with the greatest value. */
  readonly best: number;
}

export function answerOf(outputs: ArrayLike<number>, classCount: number): Answer {
  // One sigmoid unit speaks for the second of two classes.
  const isSingle = outputs.length === 1 && classCount === 2;
  const first = outputs[0] ?? 0;
  const values = isSingle ? [1 - first, first] : Array.from(outputs);
  const sum = values.reduce((total, value) => total + value, 0);
  const areProbabilities = values.every((value) => value >= 0 && value <= 1 + 1e-6) && Math.abs(sum - 1) < 1e-3;
  let best = 0;
  values.forEach((value, i) => {
    if (value > (values[best] ?? Number.NEGATIVE_INFINITY)) best = i;
  });
  return { values, areProbabilities, best };
}
