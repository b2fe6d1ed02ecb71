/** Moves an average towards what was just seen: momentum·average + (1 − momentum)·now. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";

export const movingAverage = defineOp({
  name: "movingAverage",
  reference: (
    { average, now }: { readonly average: tf.Tensor; readonly now: tf.Tensor },
    { momentum }: { readonly momentum: number },
  ): readonly [tf.Tensor] => [tf.add(tf.mul(average, momentum), tf.mul(now, 1 - momentum))],
});
