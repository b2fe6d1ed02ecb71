/** The figures of the steps since the last read-back. They stay on the device until `read`, which fetches all at once. */
import type * as tf from "@tensorflow/tfjs-core";
import { readPacked } from "@/engine/worker/read";

export interface StepTensors {
  /** Mean loss of the batch, penalty included. */
  readonly loss: tf.Tensor;
  /** How many were right; classification only. */
  readonly correct?: tf.Tensor;
  /** All weights after the step, [paramCount]; tiny networks only. */
  readonly weights?: tf.Tensor;
}
export interface WindowFigures {
  readonly firstStep: number;
  readonly batchSizes: readonly number[];
  readonly learningRate: Float32Array;
  readonly loss: Float32Array;
  readonly correct?: Float32Array;
  /** [steps, paramCount] */
  readonly weights?: Float32Array;
}

export interface StepWindow {
  readonly length: number;
  add(step: number, batchSize: number, learningRate: number, tensors: StepTensors): void;
  /** Takes all figures out. */
  read(): Promise<WindowFigures | undefined>;
  dispose(): void;
}

export function createStepWindow(): StepWindow {
  let steps: { readonly step: number; readonly batchSize: number; readonly learningRate: number; readonly tensors: StepTensors }[] = [];
  return {
    get length() {
      return steps.length;
    },
    add: (step, batchSize, learningRate, tensors) => void steps.push({ step, batchSize, learningRate, tensors }),
    async read() {
      const taken = steps;
      steps = [];
      const first = taken[0];
      if (!first) return undefined;
      const count = taken.length;
      const losses = taken.map(({ tensors }) => tensors.loss);
      const corrects = taken.flatMap(({ tensors }) => tensors.correct ?? []);
      const weights = taken.flatMap(({ tensors }) => tensors.weights ?? []);
      const values = await readPacked([...losses, ...corrects, ...weights]);
      return {
        firstStep: first.step,
        batchSizes: taken.map(({ batchSize }) => batchSize),
        learningRate: Float32Array.from(taken, ({ learningRate }) => learningRate),
        loss: values.slice(0, count),
        ...(corrects.length > 0 ? { correct: values.slice(count, 2 * count) } : {}),
        ...(weights.length > 0 ? { weights: values.slice(count + corrects.length) } : {}),
      };
    },
    dispose() {
      for (const { tensors } of steps) {
        tensors.loss.dispose();
        tensors.correct?.dispose();
        tensors.weights?.dispose();
      }
      steps = [];
    },
  };
}
