/** Adds a bias per channel and applies an activation, in one pass: activation(x + bias). */
import * as tf from "@tensorflow/tfjs-core";
import { activate } from "@/engine/worker/layers/activations";
import { throughActivation, type Fusion } from "@/engine/worker/ops/activation-gradient";
import { defineOp } from "@/engine/worker/ops/define-op";
import { biasActivationOnHeap } from "@/engine/worker/ops/wasm/bias-activation";
import { biasActivationOnGpu } from "@/engine/worker/ops/webgpu/activations";

export type BiasActivationInputs = {
  /** [..., C] */
  readonly x: tf.Tensor;
  /** [C] */
  readonly bias?: tf.Tensor | undefined;
};

/** activation(x + bias) in plain operations. */
export function addAndActivate(x: tf.Tensor, bias: tf.Tensor | undefined, { activation }: Fusion): tf.Tensor {
  return activate(activation, bias ? tf.add(x, bias) : x);
}

export const biasActivation = defineOp({
  name: "biasActivation",
  reference: ({ x, bias }: BiasActivationInputs, fusion: Fusion): readonly [tf.Tensor] => [addAndActivate(x, bias, fusion)],
  kernels: { wasm: biasActivationOnHeap, webgpu: biasActivationOnGpu },
  gradient: {
    savedOutputs: [0],
    by([dy], [y], fusion) {
      const { dz, bias } = throughActivation(dy!, y!, fusion);
      // A handle of its own: whoever adds up gradients disposes of them.
      return { x: () => tf.clone(dz), ...(bias ? { bias: () => bias } : {}) };
    },
  },
});
