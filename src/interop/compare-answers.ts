/** Two programs asked the same: how far apart their answers are. */

export interface Comparison {
  readonly examples: number;
  /** Largest difference of two answers; NaN where one is no number or one of them answers more. */
  readonly difference: number;
  /** Of the answers that are expected, the largest in size. */
  readonly largest: number;
}

/** Both sides compute in single precision; of answers smaller than 1 as much may differ as of 1. */
const tolerance = 1e-4;

export function compareAnswers(expected: Float32Array, answers: Float32Array, examples: number): Comparison {
  let difference = answers.length === expected.length ? 0 : NaN;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const [value, answer] = [expected[i] as number, answers[i] ?? NaN];
    largest = Math.max(largest, Math.abs(value));
    // `Math.max` keeps NaN.
    difference = Math.max(difference, Math.abs(value - answer));
  }
  return { examples, difference, largest };
}

export function areAlike({ difference, largest }: Comparison): boolean {
  return difference <= tolerance * Math.max(1, largest);
}
