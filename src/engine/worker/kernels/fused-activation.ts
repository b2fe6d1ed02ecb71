/** Activations that tfjs fuses into products: clamping is done while the sums are stored, the others are a pass of their own. */
import type * as tf from "@tensorflow/tfjs-core";
import type { KernelCall } from "@/engine/worker/kernels/define-kernel";

export interface FusedAttrs {
  readonly activation?: tf.backend_util.Activation;
  readonly leakyreluAlpha?: number;
}

export interface Limits {
  readonly low: number;
  readonly high: number;
}

const clamps: Readonly<Record<string, Limits>> = {
  linear: { low: -Infinity, high: Infinity },
  relu: { low: 0, high: Infinity },
  relu6: { low: 0, high: 6 },
};

/** Between which values an activation keeps results, if that is all it does. */
export function limitsOf(activation: string = "linear"): Limits | undefined {
  return clamps[activation];
}
export const noLimits: Limits = { low: -Infinity, high: Infinity };

type Call = Pick<KernelCall<string, FusedAttrs>, "attrs" | "memory" | "run"> & { readonly inputs: Readonly<Record<string, tf.TensorInfo>> };

/** What is left to do after the product: a bias that is not one value per column, and activations that do not clamp. Takes `x` over. */
export function finishFused(x: tf.TensorInfo, { inputs, attrs, memory, run }: Call, isBiasDone: boolean): tf.TensorInfo {
  const after = (kernelName: string, others: tf.NamedTensorInfoMap, from: tf.TensorInfo, name: string, own: object = {}) => {
    const result = run(kernelName, { [name]: from, ...others }, own);
    memory.free(from);
    return result;
  };
  const { bias, preluActivationWeights: alpha } = inputs;
  const biased = bias && !isBiasDone ? after("Add", { b: bias }, x, "a") : x;
  switch (attrs.activation ?? "linear") {
    case "linear":
    case "relu":
    case "relu6":
      return biased;
    case "elu":
      return after("Elu", {}, biased, "x");
    case "sigmoid":
      return after("Sigmoid", {}, biased, "x");
    case "leakyrelu":
      return after("LeakyRelu", {}, biased, "x", { alpha: attrs.leakyreluAlpha ?? 0.2 });
    case "prelu":
      return after("Prelu", { alpha: alpha! }, biased, "x");
  }
}
