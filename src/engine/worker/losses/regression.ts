/** Losses on the difference between answer and target. */
import * as tf from "@tensorflow/tfjs-core";
import type { LossFunction } from "@/engine/worker/losses/define-loss";
import { squaredError } from "@/engine/worker/ops/squared-error";

/** Targets as floats of the output's shape: [N] fits an output [N, 1]. */
export function valuesLike(output: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  return tf.reshape(tf.cast(targets, "float32"), output.shape);
}

export const meanSquaredError: LossFunction = ({ output, targets }) => squaredError.run({ output, targets: valuesLike(output, targets) }, {})[0];

export const meanAbsoluteError: LossFunction = ({ output, targets }) => tf.mean(tf.abs(tf.sub(output, valuesLike(output, targets))));

/** ½d² up to |d| = 1 and |d| − ½ beyond: with m = min(|d|, 1) both are m·(|d| − ½m). */
export const huber: LossFunction = ({ output, targets }) => {
  const distance = tf.abs(tf.sub(output, valuesLike(output, targets)));
  const near = tf.minimum(distance, 1);
  return tf.mean(tf.mul(near, tf.sub(distance, tf.mul(near, 0.5))));
};
