/** Our engine as the page runs it: the worker's own server, a run started by its call, steps counted by the progress it reports. */
import { createInProcessEngine } from "@/engine/in-process";
import { backendNames, type BackendName, type Engine, type Execution } from "@/engine/protocol";
import { createServer } from "@/engine/worker/server";
import { say } from "@/base/text";
import { augmentationOff } from "@/data/data-settings";
import { mnist, mnistCounts } from "@/data/datasets/mnist";
import { smsSpam } from "@/data/datasets/sms-spam";
import { initialTrainingSettings } from "@/network/training-settings";
import { projectVersion, type ProjectDocument } from "@/project/project";
import { countKernels } from "../kernel-count";
import type { Trainer } from "../trainer";
import { lengthOf, networkOf, vocabularySize, type Files, type Workload } from "../workload";

const seed = 1;
/** More than a bench ever does. */
const epochs = 10_000;

/** Whole batches only, as the others get: a smaller one at an epoch's end has shaders of its own to compile. */
export function projectOf(workload: Workload): ProjectDocument {
  const length = lengthOf(workload.model);
  const isText = length !== undefined;
  const count = isText ? smsSpam.expectedCounts!.train : mnistCounts.train;
  const wholeBatches = count - (count % workload.batch);
  return {
    version: projectVersion,
    id: "bench",
    name: "Bench",
    network: networkOf(workload),
    data: {
      datasetId: isText ? smsSpam.id : mnist.id,
      config: isText ? { length, vocabularySize } : {},
      seed,
      subset: wholeBatches / count,
      validationSplit: 0,
      testSplit: 0,
      normalization: isText ? "none" : "unit",
      augmentation: augmentationOff,
    },
    training: { ...initialTrainingSettings(), seed, batchSize: workload.batch, epochs },
    notes: "",
  };
}

export function backendOf({ backend }: Workload): BackendName {
  const known = backendNames.find((name) => name === backend);
  if (!known) throw new Error(`Layerlab has no backend "${backend}".`);
  return known;
}

/** The engine in this thread, its device open and its data loaded. */
export async function openEngine(workload: Workload, fetchFile: Files): Promise<Engine> {
  const preference = backendOf(workload);
  const engine = createInProcessEngine((emit) => createServer({ emit, clock: () => performance.now(), fetchFile }));
  const project = projectOf(workload);
  const { backend, reason } = await engine.call("device.open", { preference, avoid: [], project });
  if (backend !== preference) throw new Error(say(reason, "en"));
  await engine.call("data.load", { data: project.data });
  return engine;
}

export async function prepareLayerlab(workload: Workload, files: Files): Promise<Trainer> {
  const engine = await openEngine(workload, files);
  const countSteps = createStepCounter(engine);
  // Whether steps could be recorded is known after the first few; until then they are issued one by one, which is not to be measured.
  const settled = new Promise<void>((resolve) => {
    engine.on("training.execution", () => resolve());
    engine.on("training.ended", () => resolve());
    if (workload.backend !== "webgpu") resolve();
  });
  let isRunning = false;
  return {
    kernels: countKernels(),
    async train(durationMs) {
      const counted = countSteps(durationMs);
      if (!isRunning) await engine.call("training.start", { runId: "bench", project: projectOf(workload) });
      isRunning = true;
      const trained = await counted;
      await settled;
      return trained;
    },
  };
}

/** Steps from one report of progress to another: what is reported has been read back, so it is done. Made before the run begins. */
export function createStepCounter(engine: Pick<Engine, "on">): (durationMs: number) => ReturnType<Trainer["train"]> {
  let execution: Execution["kind"] | undefined;
  engine.on("training.execution", (event) => (execution = event.execution.kind));
  return (durationMs) =>
    new Promise((resolve, reject) => {
      let first: { readonly step: number; readonly at: number } | undefined;
      const stopProgress = engine.on("training.progress", ({ firstStep, loss }) => {
        const now = { step: firstStep + loss.length, at: performance.now() };
        first ??= now;
        if (now.step === first.step || now.at - first.at < durationMs) return;
        stop();
        resolve({ steps: now.step - first.step, durationMs: now.at - first.at, loss: loss.at(-1) ?? NaN, ...(execution ? { execution } : {}) });
      });
      const stopEnd = engine.on("training.ended", ({ end }) => {
        stop();
        reject(new Error(end.reason === "failed" ? say(end.problem.what, "en") : `The run ended (${end.reason}) while it was measured.`));
      });
      const stop = () => {
        stopProgress();
        stopEnd();
      };
    });
}
