/** The loss of a batch, and its gradients by every weight that is trained. */
import * as tf from "@tensorflow/tfjs-core";
import type { Batch } from "@/engine/worker/data/batches";
import { lossFunctions } from "@/engine/worker/losses";
import { countCorrect } from "@/engine/worker/losses/count-correct";
import type { ForwardOptions, ForwardResult, Model, Weight } from "@/engine/worker/model";
import { losses, type LossName } from "@/network/losses";

/** Of the run and of the step: what dropout and noise are drawn from. */
export interface Draw {
  /** A number, or the counter of a recorded step: int32 [1]. */
  readonly step: number | tf.Tensor;
  readonly seed: number;
}
interface WeightGradient {
  readonly weight: Weight;
  readonly gradient: tf.Tensor;
}

/** Mean over the batch as training and evaluation both count it, weight penalties included. */
export function lossOf(model: Model, loss: LossName, result: ForwardResult, targets: tf.Tensor): tf.Tensor {
  const dataLoss = lossFunctions[loss]({
    // Not spread: that would compute the output, which a loss of logits does not look at.
    get output() {
      return result.output;
    },
    logits: result.logits,
    activation: model.outputActivation,
    targets,
  });
  const penalty = model.penalty();
  return penalty ? tf.add(dataLoss, penalty) : dataLoss;
}

/** One pass there and back. `correct`: right answers in the batch, for losses of classes. All the caller's to dispose of. */
export function differentiate(
  model: Model,
  loss: LossName,
  { inputs, targets }: Batch,
  { step, seed }: Draw,
  track?: ForwardOptions["track"],
): { readonly loss: tf.Tensor; readonly correct: tf.Tensor | undefined; readonly updates: readonly WeightGradient[] } {
  const trained = model.weights.filter(({ spec }) => spec.trainable);
  const kind = losses[loss].targets;
  let correct: tf.Tensor | undefined;
  const { value, grads } = tf.engine().gradients(
    () => {
      const counter = typeof step === "number" ? tf.tensor1d([step], "int32") : step;
      const result = model.forward(inputs, { draw: { step: counter, seed }, ...(track ? { track } : {}) });
      // The tape's scope ends before ours does.
      if (kind !== "values") correct = tf.keep(countCorrect(kind, result, targets));
      return lossOf(model, loss, result, targets);
    },
    trained.map(({ value: tensor }) => tensor),
    undefined,
    true,
  );
  return { loss: value, correct, updates: trained.flatMap((weight, i) => (grads[i] ? [{ weight, gradient: grads[i] }] : [])) };
}

/** Gradients of the loss of one batch, without an update; the caller's to dispose of. */
export function gradientsOf(model: Model, loss: LossName, batch: Batch, draw: Draw): readonly WeightGradient[] {
  const { loss: value, correct, updates } = differentiate(model, loss, batch, draw);
  tf.dispose(correct ? [value, correct] : [value]);
  return updates;
}
