/** Steps that hold one value throughout become zeros, and are told from the others. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";

export type MaskingInputs = {
  /** [N, T, C] */
  readonly x: tf.Tensor;
};
export interface MaskingSettings {
  readonly value: number;
}

/** → y [N, T, C], and the mask: 1 where any channel differs from the value, [N, T]. */
export const masking = defineOp({
  name: "masking",
  reference({ x }: MaskingInputs, { value }: MaskingSettings): readonly [tf.Tensor, tf.Tensor] {
    const counts = tf.max(tf.cast(tf.notEqual(x, value), "float32"), -1, true);
    return [tf.mul(x, counts), tf.reshape(counts, x.shape.slice(0, 2))];
  },
  gradient: {
    savedOutputs: [1],
    by: ([dy], [mask]) => ({ x: () => tf.mul(dy!, tf.expandDims(mask!, -1)) }),
  },
});
