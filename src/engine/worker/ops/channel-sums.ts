/** Sums over all axes but the last: the gradient of a bias. */
import * as tf from "@tensorflow/tfjs-core";
import { defineOp } from "@/engine/worker/ops/define-op";
import { channelSumsOnGpu } from "@/engine/worker/ops/webgpu/activations";

export type ChannelSumsInputs = {
  /** [..., C] */
  readonly x: tf.Tensor;
};

/** → [C] */
export const channelSums = defineOp({
  name: "channelSums",
  reference: ({ x }: ChannelSumsInputs): readonly [tf.Tensor] => [tf.sum(tf.reshape(x, [-1, x.shape.at(-1)!]), 0)],
  kernels: { webgpu: channelSumsOnGpu },
});
