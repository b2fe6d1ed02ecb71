/** One optimizer update: forward, loss, backward, clip, update. Nothing is read back from a GPU. */
import * as tf from "@tensorflow/tfjs-core";
import type { TensorRecord } from "@/engine/protocol";
import { clipGradients } from "@/engine/worker/clip-gradients";
import { differentiate } from "@/engine/worker/gradients";
import { withInterludes, type Interlude } from "@/engine/worker/interludes";
import type { Model, Weight } from "@/engine/worker/model";
import { createOptimizer } from "@/engine/worker/optimizers";
import type { StepScalars } from "@/engine/worker/optimizers/define-rule";
import type { TrainingSettings } from "@/network/training-settings";

export interface StepOptions {
  readonly learningRate: number;
  /** 0-based number of this update. */
  readonly step: number;
  readonly seed: number;
  /** On WebGPU, the device's own row of this step, int32 [8]; it goes before the numbers above. */
  readonly now?: tf.Tensor;
}
/** All scalars, the caller's to dispose of. */
export interface StepResult {
  /** Mean over the batch, weight penalties included, before the update. */
  readonly loss: tf.Tensor;
  /** Classification only: right answers in the batch. */
  readonly correct?: tf.Tensor;
}

export interface TrainStep {
  /** `x` [N, …inputShape], `targets` int32 class numbers [N] or values of the output's shape. */
  step(x: tf.Tensor, targets: tf.Tensor, options: StepOptions): StepResult;
  optimizerRecords(): Promise<readonly TensorRecord[]>;
  loadOptimizer(records: readonly TensorRecord[]): void;
  /** What of a step the device has to be told: see `StepRow`. */
  scalars(step: number, learningRate: number): StepScalars;
  /** The weights, and what the optimizer keeps: all that a step changes. */
  readonly state: readonly tf.Tensor[];
  dispose(): void;
}

/** `interlude`: has its moments while the gradients of a step are computed. */
export function createTrainStep(model: Model, settings: Pick<TrainingSettings, "loss" | "optimizer" | "gradientClip">, interlude?: Interlude): TrainStep {
  const optimizer = createOptimizer(settings.optimizer, model.weights);

  return {
    step(x, targets, { step, seed, learningRate, now }) {
      const tracked: { weight: Weight; next: tf.Tensor }[] = [];
      const result = tf.tidy(() => {
        const { loss, correct, updates } = withInterludes(interlude, () =>
          differentiate(model, settings.loss, { inputs: x, targets }, { step: now ?? step, seed }, (weight, next) => tracked.push({ weight, next })),
        );
        const { updates: clipped, scale, ...clip } = clipGradients(updates, settings.gradientClip);
        optimizer.apply(clipped, { learningRate, t: step + 1, gradientScale: scale, ...clip, ...(now ? { now } : {}) });
        return correct ? { loss, correct } : { loss };
      });
      for (const { weight, next } of tracked) weight.assign(next);
      return result;
    },
    optimizerRecords: () => optimizer.records(),
    loadOptimizer: (records) => optimizer.load(records),
    scalars: (step, learningRate) => optimizer.scalars({ learningRate, t: step + 1 }),
    get state() {
      return [...model.weights.map(({ value }) => value), ...optimizer.state];
    },
    dispose: () => optimizer.dispose(),
  };
}
