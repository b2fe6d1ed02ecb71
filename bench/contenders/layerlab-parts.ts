/** Our run loop put together from its parts: without the server's self-test of the device, and on WebGPU also without recording steps. */
import { createListeners } from "@/engine/listeners";
import { openBackend } from "@/engine/worker/backends";
import { createBatches } from "@/engine/worker/data/batches";
import { prepareDataset } from "@/engine/worker/data/dataset";
import { createRawSource } from "@/engine/worker/data/raw-source";
import { createFileReader } from "@/engine/worker/data/read-files";
import { createGate } from "@/engine/worker/gate";
import { buildModel } from "@/engine/worker/model";
import { createModelTrainee } from "@/engine/worker/training/model-trainee";
import { createRun } from "@/engine/worker/training/run";
import { createEagerStepper } from "@/engine/worker/training/stepper";
import type { Trainee } from "@/engine/worker/training/trainee";
import { createTurns } from "@/engine/worker/turn";
import { countKernels } from "../kernel-count";
import type { Trainer } from "../trainer";
import type { Files, Workload } from "../workload";
import { backendOf, createStepCounter, projectOf } from "./layerlab";

/** Each step issued kernel by kernel, as it is where steps cannot be recorded. */
export const prepareEager = (workload: Workload, files: Files): Promise<Trainer> => prepareParts(workload, files, eager);

/** For a device that computes nothing and answers with whatever lay in its memory: nothing of that is looked at. */
export const prepareOnNothing = (workload: Workload, files: Files, isEager: boolean): Promise<Trainer> =>
  prepareParts(workload, files, (trainee) => unread(isEager ? eager(trainee) : trainee));

function eager(trainee: Trainee): Trainee {
  return { ...trainee, stepper: (options) => createEagerStepper(trainee, options) };
}

function unread(trainee: Trainee): Trainee {
  return {
    ...trainee,
    weights: () => Promise.resolve([]),
    optimizer: () => Promise.resolve([]),
    stepper(options) {
      const stepper = trainee.stepper?.(options) ?? createEagerStepper(trainee, options);
      return {
        ...stepper,
        get waiting() {
          return stepper.waiting;
        },
        async read() {
          const figures = await stepper.read();
          return figures && { ...figures, loss: figures.loss.fill(0) };
        },
      };
    },
  };
}

async function prepareParts(workload: Workload, files: Files, adapt: (trainee: Trainee) => Trainee): Promise<Trainer> {
  await openBackend(backendOf(workload));
  const { network, data, training } = projectOf(workload);
  const prepared = await prepareDataset(data, { read: createFileReader(files, () => {}) }, undefined);
  const batches = createBatches(prepared, createRawSource(prepared.definition, prepared.loaded));
  const model = buildModel(network, training.seed);
  const clock = () => performance.now();
  const { trainee } = createModelTrainee(model, training, prepared, batches, createTurns(clock).breathe);
  const listeners = createListeners();
  const countSteps = createStepCounter(listeners);
  const start = () =>
    createRun({
      runId: "bench",
      settings: training,
      positions: prepared.positions.train,
      trainee: adapt(trainee),
      paused: false,
      gate: createGate(),
      emit: listeners.emit,
      clock,
      canLoseDevice: false,
      isDeviceLost: () => false,
    });
  let run: ReturnType<typeof start> | undefined;
  return {
    kernels: countKernels(),
    async train(durationMs) {
      const counted = countSteps(durationMs);
      run ??= start();
      return await counted;
    },
  };
}
