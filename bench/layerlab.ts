/** Our engine: the train step, batches gathered from the resident set, and the loss read every 100 ms as the page does. */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendName } from "@/engine/protocol";
import { openBackend } from "@/engine/worker/backends";
import { createBatches } from "@/engine/worker/data/batches";
import { epochOrder } from "@/engine/worker/data/order";
import { createRawSource } from "@/engine/worker/data/raw-source";
import { buildModel } from "@/engine/worker/model";
import { createTrainStep } from "@/engine/worker/train-step";
import { augmentationOff } from "@/data/data-settings";
import { mnist } from "@/data/datasets/mnist";
import { normalizerOf } from "@/data/normalization";
import { initialTrainingSettings } from "@/network/training-settings";
import { drawImages, exampleCount, learningRate, networks, type Measurement, type ModelName } from "./workload";

const readEveryMs = 100;
const seed = 1;

export async function measureLayerlab(
  backend: BackendName,
  model: ModelName,
  batchSize: number,
  warmUpSteps: number,
  durationMs: number,
): Promise<Measurement> {
  await openBackend(backend);
  const { pixels, labels } = drawImages(seed);
  const loaded = { inputs: pixels, targets: labels, count: exampleCount, testCount: 0 };
  const positions = { train: Uint32Array.from({ length: exampleCount }, (_, i) => i), validation: new Uint32Array(), test: new Uint32Array() };
  const settings = {
    datasetId: mnist.id,
    config: {},
    seed,
    subset: 1,
    validationSplit: 0,
    testSplit: 0,
    normalization: "unit",
    augmentation: augmentationOff,
  } as const;
  const report = { counts: { train: exampleCount, validation: 0, test: 0 }, classCounts: { train: [], validation: [], test: [] } };
  const normalizer = normalizerOf("unit", mnist, loaded, positions.train);
  const batches = createBatches({ settings, definition: mnist, loaded, positions, normalizer, report }, createRawSource(mnist, loaded));
  const training = createTrainStep(buildModel(networks[model], seed), initialTrainingSettings());

  const stepsPerEpoch = Math.floor(exampleCount / batchSize);
  let order = epochOrder(positions.train, seed, 0);
  let lastRead = performance.now();
  const step = async (number: number) => {
    const inEpoch = number % stepsPerEpoch;
    if (inEpoch === 0) order = epochOrder(positions.train, seed, number / stepsPerEpoch);
    const batch = batches.train(order.subarray(inEpoch * batchSize, (inEpoch + 1) * batchSize), seed, 0);
    const { loss, correct } = training.step(batch.inputs, batch.targets, { learningRate, step: number, seed });
    if (performance.now() - lastRead > readEveryMs) {
      await loss.data();
      lastRead = performance.now();
    }
    tf.dispose([batch.inputs, batch.targets, loss, ...(correct ? [correct] : [])]);
  };
  const finish = async () => void (await tf.tidy(() => tf.add(tf.zeros([1]), 1)).data());

  for (let i = 0; i < warmUpSteps; i++) await step(i);
  await finish();
  const started = performance.now();
  let steps = 0;
  while (performance.now() - started < durationMs) await step(warmUpSteps + steps++);
  // What was only queued on the device is not done yet.
  await finish();
  return { steps, durationMs: performance.now() - started };
}
