/** How many examples have their largest output at the class they belong to. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { sharesOf, type ClassLabels } from "@/engine/worker/ops/softmax-crossentropy";
import { countRightOnHeap } from "@/engine/worker/ops/wasm/count-right";
import { countRightOnGpu } from "@/engine/worker/ops/webgpu/losses";

export type CountRightInputs = {
  /** Probabilities or logits, [N, classes]; on a tie the first counts. */
  readonly outputs: tf.Tensor;
  /** int32 [N] */
  readonly labels: tf.Tensor;
};

/** → a float32 scalar. With padding skipped, right answers among the others, scaled up to all rows: a share of N either way. */
export const countRight = defineOp({
  name: "countRight",
  reference({ outputs, labels }: CountRightInputs, { skipsPadding }: ClassLabels): readonly [tf.Tensor] {
    const right = tf.cast(tf.equal(tf.argMax(outputs, -1), labels), "float32");
    return [skipsPadding ? tf.mul(tf.sum(tf.mul(right, sharesOf(labels, true))), labels.size) : tf.sum(right)];
  },
  kernels: { wasm: countRightOnHeap, webgpu: countRightOnGpu },
});
