/** Sigmoid and binary cross-entropy in one: the mean loss over all values in nats, and its gradient by the logits. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { sigmoidCrossentropyOnHeap } from "@/engine/worker/ops/wasm/elementwise-losses";
import { sigmoidCrossentropyOnGpu } from "@/engine/worker/ops/webgpu/losses";

export type SigmoidCrossentropyInputs = {
  readonly logits: tf.Tensor;
  /** 0 … 1, of the logits' shape. */
  readonly targets: tf.Tensor;
};

export const sigmoidCrossentropy = defineOp({
  name: "sigmoidCrossentropy",
  /** → mean loss [], gradient of the logits' shape. ln(1 + eˣ) − t·x is −t·ln σ(x) − (1 − t)·ln(1 − σ(x)), without a logarithm that could meet 0. */
  reference: ({ logits, targets }: SigmoidCrossentropyInputs): readonly [tf.Tensor, tf.Tensor] => [
    tf.mean(tf.sub(tf.softplus(logits), tf.mul(targets, logits))),
    tf.mul(tf.sub(tf.sigmoid(logits), targets), 1 / logits.size),
  ],
  kernels: { wasm: sigmoidCrossentropyOnHeap, webgpu: sigmoidCrossentropyOnGpu },
  gradient: {
    savedOutputs: [1],
    by: ([dy], [gradient]) => ({ logits: () => tf.mul(dy!, gradient!) }),
  },
});
