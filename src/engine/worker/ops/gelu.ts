/** GELU (Hendrycks & Gimpel 2016), exact: x·Φ(x) with the normal distribution's Φ. Its slope does not follow from its answer, so it is not fused. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { geluGradientOnHeap, geluOnHeap } from "@/engine/worker/ops/wasm/gelu";
import { geluGradientOnGpu, geluOnGpu } from "@/engine/worker/ops/webgpu/gelu";

export type GeluInputs = { readonly x: tf.Tensor };
export type GeluBackInputs = { readonly dy: tf.Tensor; readonly x: tf.Tensor };

const shareBelow = (x: tf.Tensor) => tf.mul(tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))), 0.5);

export const gelu = defineOp({
  name: "gelu",
  reference: ({ x }: GeluInputs): readonly [tf.Tensor] => [tf.mul(x, shareBelow(x))],
  kernels: { wasm: geluOnHeap, webgpu: geluOnGpu },
  gradient: {
    savedInputs: ["x"],
    by: ([dy], [x]) => ({ x: () => geluGradient.run({ dy: dy!, x: x! }, {})[0] }),
  },
});

export const geluGradient = defineOp({
  name: "geluGradient",
  reference({ dy, x }: GeluBackInputs): readonly [tf.Tensor] {
    const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return [tf.mul(dy, tf.add(shareBelow(x), tf.mul(x, density)))];
  },
  kernels: { wasm: geluGradientOnHeap, webgpu: geluGradientOnGpu },
});
