/** Layer normalisation of rows (Ba, Kiros & Hinton 2016): each row to mean 0 and variance 1, then gamma and beta per column. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { layerNormalizationGradientOnHeap, layerNormalizationOnHeap } from "@/engine/worker/ops/wasm/normalization";
import { layerNormalizationGradientOnGpu, layerNormalizationOnGpu } from "@/engine/worker/ops/webgpu/normalization";

export interface NormalizationSettings {
  readonly epsilon: number;
}
export type NormalizationInputs = {
  /** [rows, C] */
  readonly x: tf.Tensor;
  /** [C] */
  readonly gamma: tf.Tensor;
  /** [C] */
  readonly beta: tf.Tensor;
};
export type LayerBackInputs = {
  readonly dy: tf.Tensor;
  readonly x: tf.Tensor;
  readonly gamma: tf.Tensor;
  readonly mean: tf.Tensor;
  readonly inverse: tf.Tensor;
};

/** → y [rows, C], and per row what the way back needs: the mean and 1 / √(variance + ε), [rows, 1]. */
export const layerNormalization = defineOp({
  name: "layerNormalization",
  reference({ x, gamma, beta }: NormalizationInputs, { epsilon }: NormalizationSettings): readonly [tf.Tensor, tf.Tensor, tf.Tensor] {
    const mean = tf.mean(x, -1, true);
    const centred = tf.sub(x, mean);
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
    return [tf.add(tf.mul(tf.mul(centred, inverse), gamma), beta), mean, inverse];
  },
  kernels: { wasm: layerNormalizationOnHeap, webgpu: layerNormalizationOnGpu },
  gradient: {
    savedInputs: ["x", "gamma"],
    savedOutputs: [1, 2],
    by([dy], [x, gamma, mean, inverse]) {
      const [dx, dGamma, dBeta] = layerNormalizationGradient.run({ dy: dy!, x: x!, gamma: gamma!, mean: mean!, inverse: inverse! }, {});
      return { x: () => dx, gamma: () => dGamma, beta: () => dBeta };
    },
  },
});

/** → gradients by x [rows, C], gamma [C] and beta [C]. */
export const layerNormalizationGradient = defineOp({
  name: "layerNormalizationGradient",
  reference({ dy, x, gamma, mean, inverse }: LayerBackInputs): readonly [tf.Tensor, tf.Tensor, tf.Tensor] {
    const xHat = tf.mul(tf.sub(x, mean), inverse);
    const dHat = tf.mul(dy, gamma);
    // What moving x does to the mean and to the variance is taken out again.
    const along = tf.mul(xHat, tf.mean(tf.mul(dHat, xHat), -1, true));
    const dx = tf.mul(tf.sub(tf.sub(dHat, tf.mean(dHat, -1, true)), along), inverse);
    return [dx, tf.sum(tf.mul(dy, xHat), 0), tf.sum(dy, 0)];
  },
  kernels: { wasm: layerNormalizationGradientOnHeap, webgpu: layerNormalizationGradientOnGpu },
});
