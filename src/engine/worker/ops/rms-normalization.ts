/** Root-mean-square normalisation of rows (Zhang & Sennrich 2019): each row to mean square 1, then a scale per column. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import type { NormalizationSettings } from "@/engine/worker/ops/layer-normalization";
import { rmsNormalizationGradientOnHeap, rmsNormalizationOnHeap } from "@/engine/worker/ops/wasm/rms-normalization";
import { rmsNormalizationGradientOnGpu, rmsNormalizationOnGpu } from "@/engine/worker/ops/webgpu/rms-normalization";

export type RmsInputs = {
  /** [rows, C] */
  readonly x: tf.Tensor;
  /** [C] */
  readonly scale: tf.Tensor;
};
export type RmsBackInputs = {
  readonly dy: tf.Tensor;
  readonly x: tf.Tensor;
  readonly scale: tf.Tensor;
  readonly inverse: tf.Tensor;
};

/** → y [rows, C], and per row what the way back needs: 1 / √(mean square + ε), [rows, 1]. */
export const rmsNormalization = defineOp({
  name: "rmsNormalization",
  reference({ x, scale }: RmsInputs, { epsilon }: NormalizationSettings): readonly [tf.Tensor, tf.Tensor] {
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon));
    return [tf.mul(tf.mul(x, inverse), scale), inverse];
  },
  kernels: { wasm: rmsNormalizationOnHeap, webgpu: rmsNormalizationOnGpu },
  gradient: {
    savedInputs: ["x", "scale"],
    savedOutputs: [1],
    by([dy], [x, scale, inverse]) {
      const [dx, dScale] = rmsNormalizationGradient.run({ dy: dy!, x: x!, scale: scale!, inverse: inverse! }, {});
      return { x: () => dx, scale: () => dScale };
    },
  },
});

/** → gradients by x [rows, C] and scale [C]. */
export const rmsNormalizationGradient = defineOp({
  name: "rmsNormalizationGradient",
  reference({ dy, x, scale, inverse }: RmsBackInputs): readonly [tf.Tensor, tf.Tensor] {
    const xHat = tf.mul(x, inverse);
    const dHat = tf.mul(dy, scale);
    // What moving x does to the mean square is taken out again.
    const along = tf.mul(xHat, tf.mean(tf.mul(dHat, xHat), -1, true));
    return [tf.mul(tf.sub(dHat, along), inverse), tf.sum(tf.mul(dy, xHat), 0)];
  },
  kernels: { wasm: rmsNormalizationGradientOnHeap, webgpu: rmsNormalizationGradientOnGpu },
});
