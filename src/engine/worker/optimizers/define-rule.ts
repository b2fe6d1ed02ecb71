/** What an optimizer is to the engine: one formula, as a loop over host memory and as tensor operations for GPUs. */
import type * as tf from "@tensorflow/tfjs-core";
import type { OptimizerConfig, OptimizerName } from "@/network/optimizers";

export interface StepInfo {
  readonly learningRate: number;
  /** Number of this update, from 1: Keras' `iterations + 1`. */
  readonly t: number;
  /** What gradients are multiplied with first; below 1 only where clipping by norm bites. */
  readonly gradientScale: number;
}
/** Kept tensors by the names of the declaration: `momentum`, `velocity`. */
export type HostSlots = Readonly<Record<string, Float32Array>>;
export type DeviceSlots = Readonly<Record<string, tf.Tensor>>;

export interface OptimizerRule<N extends OptimizerName> {
  /** Writes the next weights into `next` and updates `slots` in place. */
  onHost(config: OptimizerConfig<N>, step: StepInfo, weights: Float32Array, gradients: Float32Array, next: Float32Array, slots: HostSlots): void;
  /** The same with tensors: what the weights and slots become. Gradients come scaled. */
  onDevice(
    config: OptimizerConfig<N>,
    step: StepInfo,
    weights: tf.Tensor,
    gradients: tf.Tensor,
    slots: DeviceSlots,
  ): { weights: tf.Tensor; slots: DeviceSlots };
}
