/** Softmax and cross-entropy in one: the mean loss in nats, and its gradient by the logits. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { softmaxCrossentropyOnHeap } from "@/engine/worker/ops/wasm/softmax-crossentropy";
import { softmaxCrossentropyOnGpu } from "@/engine/worker/ops/webgpu/losses";

export type SoftmaxCrossentropyInputs = {
  /** [N, classes] */
  readonly logits: tf.Tensor;
  /** Class numbers, int32 [N]. One that has no logit makes the loss NaN, which ends the run. */
  readonly labels: tf.Tensor;
};

export const softmaxCrossentropy = defineOp({
  name: "softmaxCrossentropy",
  /** → mean loss [], gradient [N, classes]. */
  reference({ logits, labels }: SoftmaxCrossentropyInputs): readonly [tf.Tensor, tf.Tensor] {
    const [count = 1, classes = 1] = logits.shape;
    const truth = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.range(0, classes, 1, "int32")), "float32");
    const logProbabilities = tf.logSoftmax(logits);
    // 0/0 where a label has no logit.
    const known = tf.div(tf.sum(truth), tf.sum(truth, -1));
    const losses = tf.mul(tf.sum(tf.mul(truth, logProbabilities), -1), tf.div(known, known));
    return [tf.mul(tf.sum(losses), -1 / count), tf.mul(tf.sub(tf.exp(logProbabilities), truth), 1 / count)];
  },
  kernels: { wasm: softmaxCrossentropyOnHeap, webgpu: softmaxCrossentropyOnGpu },
  gradient: {
    savedOutputs: [1],
    by: ([dy], [gradient]) => ({ logits: () => tf.mul(dy!, gradient!) }),
  },
});
