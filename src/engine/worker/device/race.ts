/** How many training steps a second the backend in use makes on the network at hand. */
import * as tf from "@tensorflow/tfjs-core";
import { datasetOf } from "@/data/datasets";
import { buildModel } from "@/engine/worker/model";
import { readFloats } from "@/engine/worker/read";
import { createTrainStep } from "@/engine/worker/train-step";
import type { ProjectDocument } from "@/project/project";

const raceMs = 300;
/** A full batch may be the whole set; more than this tells nothing new. */
const largestBatch = 512;

/** undefined when this network cannot run (yet). */
export async function measureSpeed({ network, training, data }: ProjectDocument, clock: () => number): Promise<number | undefined> {
  let model;
  try {
    model = buildModel(network, training.seed);
  } catch {
    return undefined;
  }
  const dataset = datasetOf(data.datasetId);
  const size = Math.min(training.batchSize === "full" ? largestBatch : training.batchSize, largestBatch);
  const trainStep = createTrainStep(model, training);
  const inputs = tf.zeros([size, ...dataset.inputShape]);
  const targets = dataset.task === "classification" ? tf.zeros([size], "int32") : tf.zeros([size, ...dataset.targetShape]);
  let step = 0;
  const oneStep = async () => {
    const { loss, correct } = trainStep.step(inputs, targets, { learningRate: 1e-6, step: step++, seed: training.seed });
    correct?.dispose();
    return loss;
  };
  const settled = async (loss: tf.Tensor) => {
    await readFloats(loss);
    loss.dispose();
  };
  try {
    // The first step compiles shaders and would tell nothing of the rest.
    await settled(await oneStep());
    const from = clock();
    let done = 0;
    // Reading every few steps keeps the queue short, as training itself does.
    for (let burst = 1; clock() - from < raceMs; burst = Math.min(burst * 2, 64)) {
      for (let i = 1; i < burst; i++) (await oneStep()).dispose();
      await settled(await oneStep());
      done += burst;
    }
    return (done * 1000) / (clock() - from);
  } catch {
    return undefined;
  } finally {
    tf.dispose([inputs, targets]);
    trainStep.dispose();
    model.dispose();
  }
}
