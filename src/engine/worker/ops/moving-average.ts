/** Moves an average towards what was just seen: momentum·average + (1 − momentum)·now. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { movingAverageOnGpu } from "@/engine/worker/ops/webgpu/normalization";

export type MovingAverageInputs = { readonly average: tf.Tensor; readonly now: tf.Tensor };
export interface MovingAverageSettings {
  readonly momentum: number;
}

export const movingAverage = defineOp({
  name: "movingAverage",
  reference: ({ average, now }: MovingAverageInputs, { momentum }: MovingAverageSettings): readonly [tf.Tensor] => [
    tf.add(tf.mul(average, momentum), tf.mul(now, 1 - momentum)),
  ],
  kernels: { webgpu: movingAverageOnGpu },
});
