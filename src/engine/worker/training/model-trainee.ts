/** A model in training: batches from the dataset, updates from the optimizer, evaluations on held-out examples. */
import { hasClassNumbers } from "@/data/tasks";
import * as tf from "@tensorflow/tfjs-core";
import { createRng, permutation, seedFromName } from "@/base/rng";
import type { Split } from "@/data/define-dataset";
import type { Batches } from "@/engine/worker/data/batches";
import type { PreparedDataset } from "@/engine/worker/data/dataset";
import { evaluate } from "@/engine/worker/evaluate";
import type { Interlude } from "@/engine/worker/interludes";
import type { Model } from "@/engine/worker/model";
import { createTrainStep, type TrainStep } from "@/engine/worker/train-step";
import { createEagerStepper, type StepperOptions } from "@/engine/worker/training/stepper";
import type { Trainee } from "@/engine/worker/training/trainee";
import { copyOf } from "@/engine/worker/variable";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { createDeviceStepper } from "@/engine/worker/webgpu/device-stepper";
import { executionWords } from "@/engine/worker/webgpu/words";
import type { TrainingSettings } from "@/network/training-settings";

/** Examples of the live evaluation between epochs. */
const sampleSize = 1000;
/** So many answers to whole sequences show how it is going; they take as long as a few batches. */
export const usualAnswers = 100;
/** All weights of networks up to this size are reported after every step. */
export const tinyParamCount = 16;

export function createModelTrainee(
  model: Model,
  settings: TrainingSettings,
  data: PreparedDataset,
  batches: Batches,
  breathe: () => Promise<void>,
  interlude?: Interlude,
): { readonly trainee: Trainee; readonly trainStep: TrainStep } {
  const trainStep = createTrainStep(model, settings, interlude);
  const { seed } = settings;
  const isClassification = hasClassNumbers(data.definition.task);
  const isTiny = model.weights.reduce((sum, { value }) => sum + value.size, 0) <= tinyParamCount;
  const split: Split = data.positions.validation.length > 0 ? "validation" : "train";
  const own = data.positions[split];
  const sample = permutation(own.length, createRng(seedFromName(seed, "sample")))
    .slice(0, sampleSize)
    .toSorted();
  const everyIndex = (): Int32Array => Int32Array.from(own, (_, i) => i);

  const gpu = currentGpu();
  const { onDevice } = batches;
  const trainee: Trainee = {
    ...(gpu
      ? {
          stepper(options: StepperOptions) {
            if (!onDevice) {
              options.onExecution({ kind: "eager", reason: executionWords.tooLarge });
              return createEagerStepper(trainee, options);
            }
            const weights = isTiny ? model.weights.map(({ value }) => value) : [];
            return createDeviceStepper(gpu, { trainStep, batches: onDevice, seed, isClassification, weights }, options);
          },
        }
      : {}),
    step({ step, epoch, learningRate, positions }) {
      const { inputs, targets } = batches.train(positions, seed, epoch);
      try {
        const { loss, correct } = trainStep.step(inputs, targets, { learningRate, step, seed });
        // Pixels on the right side of ½ are no classes.
        if (!isClassification) correct?.dispose();
        return {
          loss,
          ...(correct && isClassification ? { correct } : {}),
          ...(isTiny ? { weights: tf.tidy(() => tf.concat(model.weights.map(({ value }) => tf.reshape(copyOf(value), [-1])))) } : {}),
        };
      } finally {
        inputs.dispose();
        targets.dispose();
      }
    },
    evaluate(kind) {
      // Nothing held out: the page still wants to see answers, on a fixed part of what is trained on.
      const isSample = kind === "sample" || split === "train" ? own.length > sampleSize : false;
      const indices = isSample ? Int32Array.from(sample) : everyIndex();
      const positions = Uint32Array.from(indices, (index) => own[index] as number);
      return evaluate({
        model,
        loss: settings.loss,
        task: data.definition.task,
        batches,
        split,
        positions,
        indices,
        isSample,
        ...(data.definition.pair ? { answers: { data, most: usualAnswers } } : {}),
        breathe,
        ...(interlude ? { interlude } : {}),
      });
    },
    weights: async () => [...(await model.records())],
    optimizer: async () => [...(await trainStep.optimizerRecords())],
    loadWeights: (records) => model.load(records),
    loadOptimizer: (records) => trainStep.loadOptimizer(records),
  };
  return { trainee, trainStep };
}
