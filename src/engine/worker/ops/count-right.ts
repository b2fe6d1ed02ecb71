/** How many examples have their largest output at the class they belong to. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { countRightOnHeap } from "@/engine/worker/ops/wasm/count-right";
import { countRightOnGpu } from "@/engine/worker/ops/webgpu/losses";

export type CountRightInputs = {
  /** Probabilities or logits, [N, classes]; on a tie the first counts. */
  readonly outputs: tf.Tensor;
  /** int32 [N] */
  readonly labels: tf.Tensor;
};

/** → a float32 scalar. */
export const countRight = defineOp({
  name: "countRight",
  reference: ({ outputs, labels }: CountRightInputs): readonly [tf.Tensor] => [tf.sum(tf.cast(tf.equal(tf.argMax(outputs, -1), labels), "float32"))],
  kernels: { wasm: countRightOnHeap, webgpu: countRightOnGpu },
});
