/** What an optimizer is to the engine: one formula, as a compiled loop over the WebAssembly heap, in WGSL and as tensor operations. */
import type * as tf from "@tensorflow/tfjs-core";
import type { WasmKernels } from "@/engine/worker/wasm/kernels";
import type { OptimizerConfig, OptimizerName } from "@/network/optimizers";

export interface StepInfo {
  readonly learningRate: number;
  /** Number of this update, from 1: Keras' `iterations + 1`. */
  readonly t: number;
  /** What gradients are multiplied with first; below 1 only where clipping by norm bites. */
  readonly gradientScale: number;
  /** On WebGPU alone, where these are known to the device only: the step's row, int32 [8], and how gradients are clipped. */
  readonly now?: tf.Tensor;
  readonly factor?: tf.Tensor;
  readonly bound?: number;
}
/** Kept tensors by the names of the declaration: `momentum`, `velocity`. */
export type Slots = Readonly<Record<string, tf.Tensor>>;

/** One variable's update on the heap: addresses of its first values, and how many there are. */
export interface HeapUpdate {
  readonly kernels: WasmKernels;
  readonly weights: number;
  readonly gradients: number;
  readonly count: number;
  /** Address of a slot that is updated in place; 0 where this choice keeps none of that name. */
  readonly slot: (name: string) => number;
}

/** The numbers of one step that differ from step to step. */
export interface StepScalars {
  /** What the step is multiplied with. */
  readonly rate: number;
  /** Share of each weight that the decay leaves; 1 when absent. */
  readonly keep?: number;
}

export interface OptimizerRule<N extends OptimizerName> {
  onHeap(config: OptimizerConfig<N>, step: StepInfo, update: HeapUpdate): void;
  /** The same with tensors: what the weights and slots become. Gradients come scaled. */
  onDevice(config: OptimizerConfig<N>, step: StepInfo, weights: tf.Tensor, gradients: tf.Tensor, slots: Slots): { weights: tf.Tensor; slots: Slots };
  /** Worked out in double precision, for a step on the GPU. */
  scalars(config: OptimizerConfig<N>, step: Pick<StepInfo, "learningRate" | "t">): StepScalars;
  /**
   * The same in WGSL, in place: statements on `weights[i]`, the gradient `g`, the slots by name and the scalars `rate` and
   * `keep`. `has` tells which slots this choice keeps.
   */
  onGpu(config: OptimizerConfig<N>, has: (slot: string) => boolean): string;
}
