/**
 * A whole recurrent layer at once: what comes in times its kernel as one product over all steps, then step after step inside the
 * kernel. On the way back the steps are walked once more, and the gradients of the kernels are products over all steps.
 */
import * as tf from "@tensorflow/tfjs-core";
import { channelSums } from "@/engine/worker/ops/channel-sums";
import { defineOp } from "@/engine/worker/ops/define-op";
import { cells, type CellActivations, type CellName } from "@/engine/worker/ops/recurrent-cells";
import { recurrentBackInSteps, recurrentInSteps } from "@/engine/worker/ops/recurrent-reference";
import { recurrentGradientOnHeap, recurrentOnHeap } from "@/engine/worker/ops/wasm/recurrent";
import { recurrentGradientOnGpu, recurrentOnGpu } from "@/engine/worker/ops/webgpu/recurrent";

export interface RecurrentSettings extends CellActivations {
  readonly cell: CellName;
  /** From the last step to the first. What comes out stands where it came in. */
  readonly isBackwards: boolean;
  /** Every state instead of the last one. */
  readonly returnSequences: boolean;
  /** Whether `keep` is looked at. */
  readonly isDropped: boolean;
}
export type RecurrentInputs = {
  /** [N, T, C] */
  readonly x: tf.Tensor;
  /** [C, gates·U] */
  readonly kernel: tf.Tensor;
  /** [U, gates·U] */
  readonly recurrentKernel: tf.Tensor;
  /** [gates·U]; of a GRU [2, 3·U], the second row for the recurrent product. */
  readonly bias?: tf.Tensor | undefined;
  /** [N, T]: where it is 0, the state is held. */
  readonly mask: tf.Tensor;
  /** [N, U]: what the state is multiplied by before each recurrent product. */
  readonly keep: tf.Tensor;
};
export type RecurrentBackInputs = {
  readonly dy: tf.Tensor;
  readonly recurrentKernel: tf.Tensor;
  readonly mask: tf.Tensor;
  readonly keep: tf.Tensor;
  readonly previous: tf.Tensor;
  readonly trace: tf.Tensor;
};

/**
 * → y [N, T, U] or the last state [N, U]; for the way back, the states before each step [N, T, U] and what its cell keeps of each
 * step, [N, T, kept·U]: zeros where a step does not count, but for the memory of an LSTM, which is held.
 */
export const recurrent = defineOp({
  name: "recurrent",
  reference: (inputs: RecurrentInputs, settings: RecurrentSettings): readonly [tf.Tensor, tf.Tensor, tf.Tensor] => recurrentInSteps(inputs, settings),
  kernels: { wasm: recurrentOnHeap, webgpu: recurrentOnGpu },
  gradient: {
    savedInputs: ["x", "kernel", "recurrentKernel", "mask", "keep"],
    savedOutputs: [1, 2],
    by([dy], [x, kernel, recurrentKernel, mask, keep, previous, trace], settings) {
      const came = { dy: dy!, recurrentKernel: recurrentKernel!, mask: mask!, keep: keep!, previous: previous!, trace: trace! };
      const [dz, dp = dz] = recurrentGradient.run(came, settings);
      const rows = (tensor: tf.Tensor) => tf.reshape(tensor, [-1, tensor.shape.at(-1)!]);
      const read = () => (settings.isDropped ? tf.mul(previous!, tf.expandDims(keep!, 1)) : previous!);
      const biasOf = (by: tf.Tensor) => channelSums.run({ x: by }, {})[0];
      return {
        x: () => tf.reshape(tf.matMul(rows(dz!), kernel!, false, true), x!.shape),
        kernel: () => tf.matMul(rows(x!), rows(dz!), true, false),
        recurrentKernel: () => tf.matMul(rows(read()), rows(dp!), true, false),
        bias: () => (cells[settings.cell].hasRecurrentBias ? tf.stack([biasOf(dz!), biasOf(dp!)]) : biasOf(dz!)),
      };
    },
  },
});

/** → gradients by what comes in times the kernel, [N, T, gates·U], and, of a GRU, by the recurrent product, of the same shape. */
export const recurrentGradient = defineOp({
  name: "recurrentGradient",
  reference: (inputs: RecurrentBackInputs, settings: RecurrentSettings): readonly tf.Tensor[] => recurrentBackInSteps(inputs, settings),
  kernels: { wasm: recurrentGradientOnHeap, webgpu: recurrentGradientOnGpu },
});
