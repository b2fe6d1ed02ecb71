/** Shifts and scales values to mean 0 and variance 1, with a gradient in few kernels: tfjs's own repeats tensors to broadcast. */
import * as tf from "@tensorflow/tfjs-core";

export interface Moments {
  readonly mean: tf.Tensor;
  /** Biased: the mean of squared deviations. */
  readonly variance: tf.Tensor;
}

/** Over `axis` of a matrix, kept with size 1. */
export function momentsOf(x: tf.Tensor2D, axis: 0 | 1): Moments {
  const mean = tf.mean(x, axis, true);
  return { mean, variance: tf.mean(tf.square(tf.sub(x, mean)), axis, true) };
}

/** (x − mean) / √(variance + epsilon), where both come from `x` itself and the gradient knows it. */
export function standardize(x: tf.Tensor2D, { mean, variance }: Moments, axis: 0 | 1, epsilon: number): tf.Tensor {
  return tf.customGrad((values, save) => {
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const standardized = tf.mul(tf.sub(values as tf.Tensor, mean), inverse);
    (save as tf.GradSaveFunc)([standardized, inverse]);
    return {
      value: standardized,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [xHat, scale] = saved as [tf.Tensor, tf.Tensor];
        // What moving x by dx does to the mean and to the variance is taken out again (Ioffe & Szegedy 2015, §3).
        const along = tf.mul(xHat, tf.mean(tf.mul(dy, xHat), axis, true));
        return tf.mul(tf.sub(tf.sub(dy, tf.mean(dy, axis, true)), along), scale);
      },
    };
  })(x);
}
