/** What the training loop needs to know of a model: one step, its state, and how it does on held-out examples. */
import type { Evaluation, TensorRecord } from "@/engine/protocol";
import type { Stepper, StepperOptions } from "@/engine/worker/training/stepper";
import type { StepTensors } from "@/engine/worker/training/window";

export interface StepCall {
  /** Counted from 0 over the whole run. */
  readonly step: number;
  readonly epoch: number;
  readonly learningRate: number;
  /** Positions in the loaded dataset. */
  readonly positions: Uint32Array;
}

export interface Trainee {
  /** Queues one update on the device; nothing is read back. */
  step(call: StepCall): StepTensors;
  /** Where the device can take several steps by itself, for one run. */
  stepper?(options: StepperOptions): Stepper;
  /** On the validation split (training examples where none are held out), whole or a fixed sample. */
  evaluate(kind: "whole" | "sample"): Promise<Evaluation>;
  weights(): Promise<TensorRecord[]>;
  optimizer(): Promise<TensorRecord[]>;
  loadWeights(records: readonly TensorRecord[]): void;
  loadOptimizer(records: readonly TensorRecord[]): void;
}
