/** The way back through bias and activation: the gradient before the activation, and its sum per channel for the bias. */
import * as tf from "@tensorflow/tfjs-core";
import { channelSums } from "@/engine/worker/ops/channel-sums";
import { defineOp } from "@/engine/worker/ops/define-op";
import { activationGradientOnHeap } from "@/engine/worker/ops/wasm/activation-gradient";
import { activationGradientOnGpu } from "@/engine/worker/ops/webgpu/activations";
import { slopeOf, type FusedActivation } from "@/engine/worker/ops/fused-activations";

/** What an operation with a fused bias and activation declares. */
export interface Fusion {
  readonly activation: FusedActivation;
  readonly useBias: boolean;
}

export type ActivationGradientInputs = { readonly dy: tf.Tensor; readonly y: tf.Tensor };

/** `dy`, `y` [..., C] → dz of their shape, and with `useBias` Σ dz over all axes but the last, [C]. */
export const activationGradient = defineOp({
  name: "activationGradient",
  reference({ dy, y }: ActivationGradientInputs, { activation, useBias }: Fusion): readonly tf.Tensor[] {
    const dz = tf.mul(dy, slopeOf(activation, y));
    return useBias ? [dz, ...channelSums.reference({ x: dz }, {})] : [dz];
  },
  kernels: { wasm: activationGradientOnHeap, webgpu: activationGradientOnGpu },
});

/** For the gradients of fused operations. `bias` is there if and only if the operation has one. */
export function throughActivation(dy: tf.Tensor, y: tf.Tensor, { activation, useBias }: Fusion): { readonly dz: tf.Tensor; readonly bias?: tf.Tensor } {
  if (activation === "linear") return { dz: dy, ...(useBias ? { bias: channelSums.run({ x: dy }, {})[0] } : {}) };
  const [dz, bias] = activationGradient.run({ dy, y }, { activation, useBias });
  return { dz: dz!, ...(bias ? { bias } : {}) };
}
