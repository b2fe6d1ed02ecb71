/** Drops values at random and scales the rest up, so that the mean stays (Srivastava et al. 2014). */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp, type Op } from "@/engine/worker/ops/define-op";
import { dropoutOnHeap } from "@/engine/worker/ops/wasm/random";
import { dropoutOnGpu } from "@/engine/worker/ops/webgpu/random";
import { fillKeepMask, stepKey } from "@/engine/worker/random";

export type RandomInputs = {
  readonly x: tf.Tensor;
  /** Number of the step, int32 [1]: a tensor, so that a recorded step draws anew each time it is played. */
  readonly step: tf.Tensor;
};
export interface DropoutSettings {
  /** Share of values to drop, 0 … 1. */
  readonly rate: number;
  /** Of the run and the layer. */
  readonly layerSeed: number;
}

export const dropout: Op<RandomInputs, DropoutSettings, readonly [tf.Tensor]> = defineOp({
  name: "dropout",
  reference({ x, step }, { rate, layerSeed }) {
    const mask = fillKeepMask(new Float32Array(x.size), stepKey(layerSeed, step.dataSync<"int32">()[0]!), rate);
    return [tf.mul(x, tf.tensor(mask, x.shape))];
  },
  kernels: { wasm: dropoutOnHeap, webgpu: dropoutOnGpu },
  gradient: {
    savedInputs: ["step"],
    // The same values are dropped on the way back: the mask is drawn again instead of kept.
    by: ([dy], [step], settings) => ({ x: () => dropout.run({ x: dy!, step: step! }, settings)[0] }),
  },
});
