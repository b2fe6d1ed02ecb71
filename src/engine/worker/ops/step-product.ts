/**
 * A product with a weight whose axes are taken as they lie, for the few newest steps of a growing sequence: bringing tensors into shape
 * by TensorFlow.js would cost more than the product. It has no gradient.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Fusion } from "@/engine/worker/ops/activation-gradient";
import { defineOp } from "@/engine/worker/ops/define-op";
import { linear } from "@/engine/worker/ops/linear";
import { stepProductOnHeap } from "@/engine/worker/ops/wasm/step-product";

export type StepProductInputs = {
  /** [..., in] */
  readonly x: tf.Tensor;
  /** `in` values of its first axes for each of the rest. */
  readonly kernel: tf.Tensor;
  /** As many values as the kernel has for each of `in`, in any shape. */
  readonly bias?: tf.Tensor | undefined;
};

/** → [..., out] */
export const stepProduct = defineOp({
  name: "stepProduct",
  reference({ x, kernel, bias }: StepProductInputs, fusion: Fusion): readonly [tf.Tensor] {
    const depth = x.shape.at(-1)!;
    const flat = { x: tf.reshape(x, [-1, depth]), kernel: tf.reshape(kernel, [depth, -1]), bias: bias && tf.reshape(bias, [-1]) };
    return [tf.reshape(linear.reference(flat, fusion)[0], [...x.shape.slice(0, -1), kernel.size / depth])];
  },
  kernels: { wasm: stepProductOnHeap },
});
