/** What scores are multiplied with before their softmax, so that large heads do not make it a hard choice. */
import type * as tf from "@tensorflow/tfjs-core";

/** 1 / √d, of a head. */
export function scaleOf(q: tf.TensorInfo, heads: number): number {
  return 1 / Math.sqrt(q.shape[2]! / heads);
}
