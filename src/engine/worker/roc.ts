/** ROC curves of every class over many examples: computed where the scores are, so that only curves cross to the page. */
import * as tf from "@tensorflow/tfjs-core";
import { rocCurve, rocReport, thinned } from "@/analysis/roc";
import type { RocReport } from "@/engine/protocol";
import { chunkSizeOf, type EvaluateCall } from "@/engine/worker/evaluate";
import { withInterludes } from "@/engine/worker/interludes";
import { readFloats } from "@/engine/worker/read";

/** More points than a plot has pixels say nothing. */
const mostPoints = 200;

export type RocCall = Pick<EvaluateCall, "model" | "batches" | "positions" | "breathe" | "signal" | "interlude">;

/** A single output is the score of the second class. */
export async function rocOf({ model, batches, positions, breathe, signal, interlude }: RocCall): Promise<RocReport> {
  const count = positions.length;
  const outputs = model.outputShape[1] ?? 1;
  const classCount = Math.max(2, outputs);
  const scores = new Float32Array(count * outputs);
  const chunk = chunkSizeOf(model);
  for (let from = 0; from < count; from += chunk) {
    const part = positions.subarray(from, Math.min(from + chunk, count));
    const answer = withInterludes(interlude, () => tf.tidy(() => model.forward(batches.plain(part).inputs, {}).output));
    try {
      scores.set(await readFloats(answer), from * outputs);
    } finally {
      answer.dispose();
    }
    await breathe();
    signal?.throwIfAborted();
  }
  const labels = batches.classes(positions);
  const perClass = [];
  for (let k = 0; k < classCount; k++) {
    const own = Float32Array.from({ length: count }, (_, i) => (outputs > 1 ? scores[i * outputs + k]! : k === 1 ? scores[i]! : -scores[i]!));
    perClass.push(
      thinned(
        rocCurve(own, (i) => labels[i] === k),
        mostPoints,
      ),
    );
    await breathe();
  }
  return rocReport(perClass);
}
