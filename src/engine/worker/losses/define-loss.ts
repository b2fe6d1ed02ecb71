/** What a loss is given, and what it answers. */
import type * as tf from "@tensorflow/tfjs-core";
import type { ActivationName } from "@/network/activations";

export interface LossCall {
  /** The network's answer, activation applied. */
  readonly output: tf.Tensor;
  /** The same before a final softmax or sigmoid: exact where probabilities would round to 0 or 1. */
  readonly logits?: tf.Tensor | undefined;
  /** The final activation. */
  readonly activation: ActivationName;
  /** Class numbers int32 [N], or values of the output's shape. */
  readonly targets: tf.Tensor;
}
/** A scalar. */
export type LossFunction = (call: LossCall) => tf.Tensor;
