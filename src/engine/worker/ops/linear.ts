/** A Dense layer at once: activation(x·kernel + bias). tfjs's own fused product always computes the gradient by x, needed or not. */
import * as tf from "@tensorflow/tfjs-core";
import { throughActivation, type Fusion } from "@/engine/worker/ops/activation-gradient";
import { addAndActivate } from "@/engine/worker/ops/bias-activation";
import { defineOp } from "@/engine/worker/ops/define-op";
import { linearOnHeap } from "@/engine/worker/ops/wasm/linear";
import { linearOnGpu } from "@/engine/worker/ops/webgpu/products";

export type LinearInputs = {
  /** [N, in] */
  readonly x: tf.Tensor;
  /** [in, out] */
  readonly kernel: tf.Tensor;
  /** [out] */
  readonly bias?: tf.Tensor | undefined;
};

export const linear = defineOp({
  name: "linear",
  reference: ({ x, kernel, bias }: LinearInputs, fusion: Fusion): readonly [tf.Tensor] => [addAndActivate(tf.matMul(x, kernel), bias, fusion)],
  kernels: { wasm: linearOnHeap, webgpu: linearOnGpu },
  gradient: {
    savedInputs: ["x", "kernel"],
    savedOutputs: [0],
    by([dy], [x, kernel, y], fusion) {
      const { dz, bias } = throughActivation(dy!, y!, fusion);
      return {
        x: () => tf.matMul(dz, kernel!, false, true),
        kernel: () => tf.matMul(x!, dz, true, false),
        ...(bias ? { bias: () => bias } : {}),
      };
    },
  },
});
