/** A differentiable thing to check: named tensors in, one tensor out. */
import type * as tf from "@tensorflow/tfjs-core";

export interface GradientCase {
  readonly title: string;
  /** What is differentiated by. */
  readonly variables: readonly Variable[];
  run(values: Readonly<Record<string, tf.Tensor>>): tf.Tensor;
}
export interface Variable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Evenly spaced values between ±range in scrambled order: no two are close, none is close to 0, and variables with
 * different `salt` never tie, so that the corners of relu and max stay further away than the finite differences reach.
 */
export function spacedVariable(name: string, shape: readonly number[], { range = 1, salt = 0 } = {}): Variable {
  const size = shape.reduce((product, d) => product * d, 1);
  let stride = Math.max(1, Math.round(size * 0.618));
  while (greatestCommonDivisor(stride, size) > 1) stride++;
  const values = Float32Array.from({ length: size }, (_, i) => (((i * stride) % size) + 0.25 + ((salt * 0.37) % 1)) / size);
  return { name, shape, values: values.map((share) => (2 * share - 1) * range) };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
