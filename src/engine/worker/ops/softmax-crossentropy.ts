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

export interface ClassLabels {
  /** Rows of class 0, the padding of sequences, count for nothing: neither in the mean nor in the gradient. */
  readonly skipsPadding: boolean;
}

export const softmaxCrossentropy = defineOp({
  name: "softmaxCrossentropy",
  /** → mean loss [], gradient [N, classes]. */
  reference({ logits, labels }: SoftmaxCrossentropyInputs, { skipsPadding }: ClassLabels): readonly [tf.Tensor, tf.Tensor] {
    const classes = logits.shape[1] ?? 1;
    const shares = sharesOf(labels, skipsPadding);
    const truth = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.range(0, classes, 1, "int32")), "float32");
    const logProbabilities = tf.logSoftmax(logits);
    // 0/0 where a label has no logit.
    const known = tf.div(tf.sum(truth), tf.sum(truth, -1));
    const losses = tf.mul(tf.sum(tf.mul(truth, logProbabilities), -1), tf.div(known, known));
    return [tf.neg(tf.sum(tf.mul(losses, shares))), tf.mul(tf.sub(tf.exp(logProbabilities), truth), tf.expandDims(shares, 1))];
  },
  kernels: { wasm: softmaxCrossentropyOnHeap, webgpu: softmaxCrossentropyOnGpu },
  gradient: {
    savedOutputs: [1],
    by: ([dy], [gradient]) => ({ logits: () => tf.mul(dy!, gradient!) }),
  },
});

/** What each row counts for in a mean, [N]: 1 / N, or with padding skipped 1 / the number of others and 0. */
export function sharesOf(labels: tf.Tensor, skipsPadding: boolean): tf.Tensor {
  if (!skipsPadding) return tf.fill(labels.shape, 1 / labels.size);
  const counted = tf.cast(tf.notEqual(labels, 0), "float32");
  return tf.div(counted, tf.maximum(tf.sum(counted), 1));
}
