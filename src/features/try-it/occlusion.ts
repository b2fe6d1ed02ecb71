/** What each token does to the answer, by occlusion (Zeiler, Fergus 2014): how much less sure the network is when the token is hidden. */
import { unknownId } from "@/data/text/vocabulary";
import { answerOf } from "@/analysis/answer";

/** The row as it is, then once for each of the first `used` tokens with that one unknown: [used + 1, T] after each other. */
export function occludedRows(row: Float32Array, used: number): Float32Array {
  const T = row.length;
  const rows = new Float32Array((used + 1) * T);
  for (let i = 0; i <= used; i++) {
    rows.set(row, i * T);
    if (i > 0) rows[i * T + i - 1] = unknownId;
  }
  return rows;
}

export interface Occlusion {
  /** The class that the whole text is taken for. */
  readonly best: number;
  /** Probability of that class with the token, less that without it. */
  readonly effects: readonly number[];
}

/** `outputs`: the answers to `occludedRows`. Undefined where they are no probabilities: differences of scores would say little. */
export function occlusionOf(outputs: Float32Array, used: number, classCount: number): Occlusion | undefined {
  const width = outputs.length / (used + 1);
  const answerAt = (i: number) => answerOf(outputs.subarray(i * width, (i + 1) * width), classCount);
  const whole = answerAt(0);
  if (!whole.areProbabilities) return undefined;
  const { best, values } = whole;
  const sure = values[best] ?? 0;
  return { best, effects: Array.from({ length: used }, (_, i) => sure - (answerAt(i + 1).values[best] ?? 0)) };
}
