/** Batch normalisation of rows while training (Ioffe & Szegedy 2015): each column to mean 0 and variance 1 over the batch, then gamma and beta. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import type { NormalizationInputs, NormalizationSettings } from "@/engine/worker/ops/layer-normalization";
import { batchNormalizationGradientOnHeap, batchNormalizationOnHeap } from "@/engine/worker/ops/wasm/normalization";
import { batchNormalizationGradientOnGpu, batchNormalizationOnGpu } from "@/engine/worker/ops/webgpu/normalization";

export type BatchBackInputs = {
  readonly dy: tf.Tensor;
  readonly x: tf.Tensor;
  readonly gamma: tf.Tensor;
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
};

/** `x` [rows, C] are all examples and places of a batch → y [rows, C], and the batch's mean and biased variance [C], which move the averages that inference uses. */
export const batchNormalization = defineOp({
  name: "batchNormalization",
  reference({ x, gamma, beta }: NormalizationInputs, { epsilon }: NormalizationSettings): readonly [tf.Tensor, tf.Tensor, tf.Tensor] {
    const mean = tf.mean(x, 0);
    const centred = tf.sub(x, mean);
    const variance = tf.mean(tf.square(centred), 0);
    return [tf.add(tf.mul(centred, tf.mul(tf.rsqrt(tf.add(variance, epsilon)), gamma)), beta), mean, variance];
  },
  kernels: { wasm: batchNormalizationOnHeap, webgpu: batchNormalizationOnGpu },
  gradient: {
    savedInputs: ["x", "gamma"],
    savedOutputs: [1, 2],
    by([dy], [x, gamma, mean, variance], settings) {
      const [dx, dGamma, dBeta] = batchNormalizationGradient.run({ dy: dy!, x: x!, gamma: gamma!, mean: mean!, variance: variance! }, settings);
      return { x: () => dx, gamma: () => dGamma, beta: () => dBeta };
    },
  },
});

/** → gradients by x [rows, C], gamma [C] and beta [C]. */
export const batchNormalizationGradient = defineOp({
  name: "batchNormalizationGradient",
  reference({ dy, x, gamma, mean, variance }: BatchBackInputs, { epsilon }: NormalizationSettings): readonly [tf.Tensor, tf.Tensor, tf.Tensor] {
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const xHat = tf.mul(tf.sub(x, mean), inverse);
    const dGamma = tf.sum(tf.mul(dy, xHat), 0);
    const dBeta = tf.sum(dy, 0);
    const rows = x.shape[0]!;
    // What moving x does to the mean and to the variance is taken out again (§3 of the paper).
    const spread = tf.sub(tf.sub(dy, tf.div(dBeta, rows)), tf.mul(xHat, tf.div(dGamma, rows)));
    return [tf.mul(spread, tf.mul(inverse, gamma)), dGamma, dBeta];
  },
  kernels: { wasm: batchNormalizationGradientOnHeap, webgpu: batchNormalizationGradientOnGpu },
});
