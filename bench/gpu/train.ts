/** A template trained to its end by the engine's server, and what came of it: figures, and a number that tells two curves apart. */
import { createInProcessEngine } from "@/engine/in-process";
import type { BackendName, EpochRecord, Execution } from "@/engine/protocol";
import { createServer } from "@/engine/worker/server";
import { say } from "@/base/text";
import { projectFromTemplate } from "@/examples";
import * as tf from "@tensorflow/tfjs-core";
import type { Files } from "../workload";

export interface TrainOrder {
  readonly template: string;
  readonly epochs?: number;
  /** WebGPU unless another is named. */
  readonly backend?: BackendName;
  /** Ends the run after so many steps. */
  readonly mostSteps?: number;
}
export interface TrainedTemplate {
  readonly template: string;
  readonly execution?: Execution["kind"];
  readonly steps: number;
  readonly seconds: number;
  readonly examplesPerSecond: number;
  readonly epochs: readonly EpochRecord[];
  readonly test: { readonly loss: number; readonly accuracy?: number };
  /** Of the bits of every step's loss and of all weights at the end: the same for the same curve. */
  readonly fingerprint: string;
  /** Tensors and bytes at every thousandth step. */
  readonly memory: readonly { readonly step: number; readonly tensors: number; readonly bytes: number; readonly onDevice: number }[];
}

export async function trainTemplate({ template, epochs, backend = "webgpu", mostSteps = Infinity }: TrainOrder, fetchFile: Files): Promise<TrainedTemplate> {
  const engine = createInProcessEngine((emit) => createServer({ emit, clock: () => performance.now(), fetchFile }));
  const original = projectFromTemplate(template, "bench");
  const project = { ...original, training: { ...original.training, ...(epochs === undefined ? {} : { epochs }) } };
  await engine.call("device.open", { preference: backend, avoid: [], project });
  await engine.call("data.load", { data: project.data });
  let execution: Execution["kind"] | undefined;
  let steps = 0;
  let hash = 0x811c9dc5;
  const mix = (values: Float32Array) => {
    for (const bits of new Uint32Array(values.slice().buffer)) hash = Math.imul(hash ^ bits, 0x01000193) >>> 0;
  };
  const done: EpochRecord[] = [];
  const memory: TrainedTemplate["memory"][number][] = [];
  engine.on("training.execution", (event) => (execution = event.execution.kind));
  engine.on("training.progress", ({ firstStep, loss }) => {
    mix(loss);
    const before = steps;
    steps = firstStep + loss.length;
    if (Math.floor(before / 1000) !== Math.floor(steps / 1000)) {
      const { numTensors, numBytes, numBytesInGPU } = tf.memory() as tf.MemoryInfo & { readonly numBytesInGPU: number };
      memory.push({ step: steps, tensors: numTensors, bytes: numBytes, onDevice: numBytesInGPU });
    }
    if (steps >= mostSteps) void engine.call("training.stop", { runId: "train" }).catch(() => undefined);
  });
  engine.on("training.evaluated", (event) => done.push(...event.epochs));
  const ended = new Promise<void>((resolve, reject) =>
    engine.on("training.ended", ({ end }) => (end.reason === "failed" ? reject(new Error(say(end.problem.what, "en"))) : resolve())),
  );
  const started = performance.now();
  const plan = await engine.call("training.start", { runId: "train", project });
  await ended;
  const seconds = (performance.now() - started) / 1000;
  for (const { data } of await engine.call("model.weights", {})) mix(data);
  const { loss, accuracy } = await engine.call("model.evaluate", { split: "test" });
  return {
    template,
    ...(execution ? { execution } : {}),
    steps,
    seconds,
    examplesPerSecond: (steps * plan.batchSize) / seconds,
    epochs: done,
    test: { loss, ...(accuracy === undefined ? {} : { accuracy }) },
    fingerprint: hash.toString(16),
    memory,
  };
}
