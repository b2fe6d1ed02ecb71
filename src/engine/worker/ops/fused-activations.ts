/** Activations whose slope follows from what they answered: only those can be fused, since what came in is not kept. */
import * as tf from "@tensorflow/tfjs-core";
import type { ActivationName } from "@/network/activations";

/** λ and λ·α of SELU (Klambauer et al. 2017). */
export const seluScale = 1.0507009873554805;
export const seluFloor = 1.7580993408473766;

/** f′(x) as a function of y = f(x), elementwise. */
const slopes = {
  linear: (y: tf.Tensor) => tf.onesLike(y),
  relu: (y: tf.Tensor) => tf.step(y),
  leakyRelu: (y: tf.Tensor) => tf.step(y, 0.2),
  relu6: (y: tf.Tensor) => tf.mul(tf.step(y), tf.step(tf.sub(6, y))),
  elu: (y: tf.Tensor) => tf.add(tf.minimum(y, 0), 1),
  selu: (y: tf.Tensor) => tf.where(tf.greater(y, 0), tf.fill(y.shape, seluScale), tf.add(y, seluFloor)),
  sigmoid: (y: tf.Tensor) => tf.mul(y, tf.sub(1, y)),
  hardSigmoid: (y: tf.Tensor) => tf.div(tf.mul(tf.step(y), tf.step(tf.sub(1, y))), 6),
  tanh: (y: tf.Tensor) => tf.sub(1, tf.square(y)),
  exponential: (y: tf.Tensor) => tf.clone(y),
} as const satisfies { readonly [A in ActivationName]?: (y: tf.Tensor) => tf.Tensor };

export type FusedActivation = keyof typeof slopes;
export const fusedActivations = Object.keys(slopes) as readonly FusedActivation[];

/** As compiled kernels know it: its place in the table. */
export function numberOf(name: FusedActivation): number {
  return fusedActivations.indexOf(name);
}
export function isFused(name: ActivationName): name is FusedActivation {
  return name in slopes;
}
export function slopeOf(name: FusedActivation, y: tf.Tensor): tf.Tensor {
  return slopes[name](y);
}
