/** Scores and class numbers as rows. What is in that form already is taken as it is: also an operation that does nothing costs its bookkeeping. */
import * as tf from "@tensorflow/tfjs-core";

/** […, classes] → [N, classes]. */
export function rowsOf(scores: tf.Tensor): tf.Tensor2D {
  return scores.rank === 2 ? (scores as tf.Tensor2D) : tf.reshape(scores, [-1, scores.shape.at(-1)!]);
}

/** → int32 [N]. */
export function labelsOf(targets: tf.Tensor): tf.Tensor1D {
  const flat = targets.rank === 1 ? targets : tf.reshape(targets, [-1]);
  return (flat.dtype === "int32" ? flat : tf.cast(flat, "int32")) as tf.Tensor1D;
}

/** Scores of a class per step of a sequence, [N, T, classes]: there class 0 is padding, and what stands at such a step counts for nothing. */
export function areSteps(scores: tf.Tensor): boolean {
  return scores.rank === 3;
}
