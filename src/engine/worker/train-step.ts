/** One optimizer update: forward, loss, backward, clip, update. Nothing is read back from a GPU. */
import * as tf from "@tensorflow/tfjs-core";
import type { TensorRecord } from "@/engine/protocol";
import { clipGradients } from "@/engine/worker/clip-gradients";
import { lossFunctions } from "@/engine/worker/losses";
import { countCorrect } from "@/engine/worker/losses/count-correct";
import type { Model, Weight } from "@/engine/worker/model";
import { createOptimizer } from "@/engine/worker/optimizers";
import { losses } from "@/network/losses";
import type { TrainingSettings } from "@/network/training-settings";

export interface StepOptions {
  readonly learningRate: number;
  /** 0-based number of this update. */
  readonly step: number;
  readonly seed: number;
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
  /** Gradients of the loss of one batch by each trained weight, without an update; the caller's to dispose of. */
  gradients(
    x: tf.Tensor,
    targets: tf.Tensor,
    options: Pick<StepOptions, "step" | "seed">,
  ): readonly { readonly weight: Weight; readonly gradient: tf.Tensor }[];
  optimizerRecords(): Promise<readonly TensorRecord[]>;
  loadOptimizer(records: readonly TensorRecord[]): void;
  dispose(): void;
}

/** Loss of a batch as training and evaluation both count it, and the right answers in it. */
export function measure(model: Model, settings: Pick<TrainingSettings, "loss">, result: ReturnType<Model["forward"]>, targets: tf.Tensor): StepResult {
  const dataLoss = lossFunctions[settings.loss]({ ...result, activation: model.outputActivation, targets });
  const penalty = model.penalty();
  const loss = penalty ? tf.add(dataLoss, penalty) : dataLoss;
  const kind = losses[settings.loss].targets;
  return kind === "values" ? { loss } : { loss, correct: countCorrect(kind, result.output, targets) };
}

export function createTrainStep(model: Model, settings: Pick<TrainingSettings, "loss" | "optimizer" | "gradientClip">): TrainStep {
  const trained = model.weights.filter(({ spec }) => spec.trainable);
  const optimizer = createOptimizer(settings.optimizer, model.weights);

  function differentiate(
    x: tf.Tensor,
    targets: tf.Tensor,
    { step, seed }: Pick<StepOptions, "step" | "seed">,
    track?: (weight: Weight, next: tf.Tensor) => void,
  ) {
    let correct: tf.Tensor | undefined;
    const { value, grads } = tf.engine().gradients(
      () => {
        const result = measure(model, settings, model.forward(x, { training: true, step, seed, ...(track ? { track } : {}) }), targets);
        // The tape's scope ends before ours does.
        if (result.correct) correct = tf.keep(result.correct);
        return result.loss;
      },
      trained.map(({ value: tensor }) => tensor),
      undefined,
      true,
    );
    const updates = trained.flatMap((weight, i) => (grads[i] ? [{ weight, gradient: grads[i] }] : []));
    return { loss: value, correct, updates };
  }

  return {
    step(x, targets, options) {
      const tracked: { weight: Weight; next: tf.Tensor }[] = [];
      const result = tf.tidy(() => {
        const { loss, correct, updates } = differentiate(x, targets, options, (weight, next) => tracked.push({ weight, next }));
        const clipped = clipGradients(updates, settings.gradientClip);
        optimizer.apply(clipped.updates, { learningRate: options.learningRate, t: options.step + 1, gradientScale: clipped.scale });
        return correct ? { loss, correct } : { loss };
      });
      for (const { weight, next } of tracked) weight.assign(next);
      return result;
    },
    gradients(x, targets, options) {
      const { loss, correct, updates } = differentiate(x, targets, options);
      tf.dispose(correct ? [loss, correct] : [loss]);
      return updates;
    },
    optimizerRecords: () => optimizer.records(),
    loadOptimizer: (records) => optimizer.load(records),
    dispose: () => optimizer.dispose(),
  };
}
