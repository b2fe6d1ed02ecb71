/** Adds normal noise. */
import * as tf from "@tensorflow/tfjs-core";
import { fillNormal } from "@/engine/worker/normal";
import { defineOp } from "@/engine/worker/ops/define-op";
import type { RandomInputs } from "@/engine/worker/ops/dropout";
import { gaussianNoiseOnHeap } from "@/engine/worker/ops/wasm/random";
import { gaussianNoiseOnGpu } from "@/engine/worker/ops/webgpu/random";
import { stepKey } from "@/engine/worker/random";

export interface NoiseSettings {
  readonly stddev: number;
  /** Of the run and the layer. */
  readonly layerSeed: number;
}

export const gaussianNoise = defineOp({
  name: "gaussianNoise",
  reference({ x, step }: RandomInputs, { stddev, layerSeed }: NoiseSettings): readonly [tf.Tensor] {
    const noise = fillNormal(new Float32Array(x.size), stepKey(layerSeed, step.dataSync<"int32">()[0]!));
    return [tf.add(x, tf.mul(tf.tensor(noise, x.shape), stddev))];
  },
  kernels: { wasm: gaussianNoiseOnHeap, webgpu: gaussianNoiseOnGpu },
  gradient: { by: ([dy]) => ({ x: () => tf.clone(dy!) }) },
});
