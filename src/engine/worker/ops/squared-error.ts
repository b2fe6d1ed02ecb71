/** The mean of squared differences, and its gradient by the answers. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { squaredErrorOnHeap } from "@/engine/worker/ops/wasm/elementwise-losses";
import { squaredErrorOnGpu } from "@/engine/worker/ops/webgpu/losses";

export type SquaredErrorInputs = {
  readonly output: tf.Tensor;
  /** Of the output's shape. */
  readonly targets: tf.Tensor;
};

/** → mean [], gradient of the output's shape. */
export const squaredError = defineOp({
  name: "squaredError",
  reference({ output, targets }: SquaredErrorInputs): readonly [tf.Tensor, tf.Tensor] {
    const difference = tf.sub(output, targets);
    return [tf.mean(tf.square(difference)), tf.mul(difference, 2 / output.size)];
  },
  kernels: { wasm: squaredErrorOnHeap, webgpu: squaredErrorOnGpu },
  gradient: {
    savedOutputs: [1],
    by: ([dy], [gradient]) => ({ output: () => tf.mul(dy!, gradient!) }),
  },
});
