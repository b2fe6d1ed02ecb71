/** How many training steps a second the backend in use makes on the network at hand, taken the way that training takes them. */
import { datasetFor } from "@/data/datasets";
import { createBatches } from "@/engine/worker/data/batches";
import { createRawSource } from "@/engine/worker/data/raw-source";
import { blankData } from "@/engine/worker/device/blank-data";
import { buildModel, type Model } from "@/engine/worker/model";
import { createModelTrainee } from "@/engine/worker/training/model-trainee";
import { createEagerStepper, type StepPlan } from "@/engine/worker/training/stepper";
import type { ProjectDocument } from "@/project/project";

const raceMs = 300;
/** A full batch may be the whole set; more than this tells nothing new. */
const largestBatch = 512;
/** Shaders compile, a graphics card records a step and proves it: all of that tells nothing of the steps to come. */
const warmUpSteps = 4;
/** More than a race takes, so that it never meets the end of an epoch. */
const stepsPerEpoch = 2000;

/** undefined when this network cannot run (yet). */
export async function measureSpeed(project: ProjectDocument, clock: () => number): Promise<number | undefined> {
  let model: Model;
  try {
    model = buildModel(project.network, project.training.seed);
  } catch {
    return undefined;
  }
  try {
    return await race(model, project, clock);
  } catch {
    return undefined;
  } finally {
    model.dispose();
  }
}

async function race(model: Model, { training, data }: ProjectDocument, clock: () => number): Promise<number> {
  const definition = datasetFor(data);
  const batchSize = Math.min(training.batchSize === "full" ? largestBatch : training.batchSize, largestBatch);
  const blank = blankData(definition, data, batchSize);
  const order = new Uint32Array(batchSize * stepsPerEpoch);
  for (let step = 0; step < stepsPerEpoch; step++) order.set(blank.positions.train, step * batchSize);
  const plan: StepPlan = { count: order.length, batchSize, stepsPerEpoch, order: () => order, learningRate: () => 1e-6 };
  const source = createRawSource(definition, blank.loaded);
  const batches = createBatches(blank, source);
  const { trainee, trainStep } = createModelTrainee(model, training, blank, batches, () => Promise.resolve());
  const options = { plan, clock, onExecution: () => {} };
  const stepper = trainee.stepper?.(options) ?? createEagerStepper(trainee, options);
  let step = 0;
  const advance = async (steps: number) => {
    for (const end = step + steps; step < end;) {
      if (stepper.waiting >= stepper.capacity) await stepper.read();
      step += await stepper.advance(step, Math.min(end - step, stepper.capacity - stepper.waiting));
    }
    await stepper.read();
  };
  try {
    await advance(warmUpSteps);
    const from = clock();
    let done = 0;
    // Reading every few steps keeps the queue short, as training itself does.
    for (let burst = 1; clock() - from < raceMs && step + burst < stepsPerEpoch; burst = Math.min(burst * 2, 64)) {
      await advance(burst);
      done += burst;
    }
    return (done * 1000) / (clock() - from);
  } finally {
    stepper.dispose();
    trainStep.dispose();
    batches.dispose();
    source.dispose();
  }
}
