import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { datasetFor } from "@/data/datasets";
import type { TensorRecord } from "@/engine/protocol";
import { chain } from "@/engine/worker/test-networks";
import { createTestEngine, openOn, watchRun } from "@/engine/worker/testing/engine";
import { projectOf } from "@/engine/worker/testing/projects";
import { trainedModel } from "@/interop/export/trained-model";
import { torchModule } from "@/interop/export/pytorch/torch-module";
import { trainingProject } from "@/interop/export/training/training-project";
import { initialOptimizer, type OptimizerName } from "@/network/optimizers";
import { initialSchedule, type ScheduleName } from "@/network/schedules";
import { initialTrainingSettings, type OptimizerChoice, type ScheduleChoice, type TrainingSettings } from "@/network/training-settings";
import type { ProjectDocument } from "@/project/project";

const python = process.env["LAYERLAB_PYTHON"] ?? "";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "layerlab-steps-"));
});
afterAll(() => rm(folder, { recursive: true }));

const optimizer = (name: OptimizerName, config: object): OptimizerChoice => {
  const initial = initialOptimizer(name);
  return { name, config: { ...initial.config, ...config } } as OptimizerChoice;
};
const schedule = (name: ScheduleName, config: object = {}): ScheduleChoice =>
  ({ name, config: { ...initialSchedule(name).config, ...config } }) as ScheduleChoice;

/** All examples in one step, so that no shuffling tells the two apart. */
const planar = (training: Partial<TrainingSettings>): ProjectDocument =>
  projectOf(
    chain(
      [2],
      ["Dense", { units: 8, activation: "tanh", kernelRegularizer: { l1: 0.001, l2: 0.01 } }],
      ["LayerNormalization", { scale: false }],
      ["Dense", { units: 2, activation: "softmax" }],
    ),
    { datasetId: "circles", config: { count: 200 } },
    { batchSize: "full", epochs: 7, ...training },
  );

/** A table that does not learn under one that reads it both ways. */
const texts = projectOf(
  chain(
    [12],
    ["Embedding", { inputDim: 300, outputDim: 6, trainable: false }],
    ["Bidirectional", { layer: "LSTM", units: 4 }],
    ["Dense", { units: 2, activation: "softmax" }],
  ),
  { datasetId: "sms-spam", config: { length: 12, vocabularySize: 300 }, subset: 0.03, validationSplit: 0.2, testSplit: 0 },
  { batchSize: "full", epochs: 6, optimizer: optimizer("adam", { learningRate: 0.02 }) },
);

const { earlyStopping } = initialTrainingSettings();
const projects: Readonly<Record<string, ProjectDocument>> = {
  sgd: planar({
    optimizer: optimizer("sgd", { learningRate: 0.5 }),
    schedule: schedule("exponential", { everyEpochs: 2, staircase: true }),
    gradientClip: { kind: "norm", limit: 0.05 },
  }),
  momentum: planar({
    optimizer: optimizer("momentum", { learningRate: 0.1 }),
    schedule: schedule("cosine", { alpha: 0.1 }),
    gradientClip: { kind: "weightNorm", limit: 0.05 },
  }),
  nesterov: planar({
    optimizer: optimizer("nesterov", { learningRate: 0.1 }),
    schedule: schedule("polynomial", { power: 2 }),
    gradientClip: { kind: "value", limit: 0.02 },
  }),
  adagrad: planar({ optimizer: optimizer("adagrad", { learningRate: 0.1 }), schedule: schedule("step", { everyEpochs: 2 }) }),
  rmsprop: planar({
    optimizer: optimizer("rmsprop", { learningRate: 0.01, momentum: 0.5, centered: true }),
    schedule: schedule("warmUp", { warmUpEpochs: 3, afterwards: "constant" }),
  }),
  adam: planar({ optimizer: optimizer("adam", { learningRate: 0.02, amsgrad: true }), schedule: schedule("warmUp", { warmUpEpochs: 2 }) }),
  adamw: planar({ optimizer: optimizer("adamw", { learningRate: 0.02, weightDecay: 0.1 }), schedule: schedule("exponential") }),
  // Steps so large that it soon gets worse: it ends, and goes back.
  stopping: planar({
    optimizer: optimizer("momentum", { learningRate: 0.9, momentum: 0.95 }),
    epochs: 60,
    earlyStopping: { ...earlyStopping, enabled: true, patience: 2, minDelta: 0.001, restoreBest: true },
  }),
  texts,
};

interface Trained {
  readonly zip: Uint8Array;
  /** After the training, by the names of the module. */
  readonly expected: ReadonlyMap<string, Float32Array>;
  readonly steps: number;
}

async function inEngine(project: ProjectDocument): Promise<Trained> {
  const engine = createTestEngine();
  await openOn(engine, "wasm", project);
  const { vocabulary, counts } = await engine.call("data.load", { data: project.data });
  await engine.call("model.build", { project });
  const before = await engine.call("model.weights", {});
  const rowsOf = async (split: "train" | "validation") => {
    const indices = Array.from({ length: counts[split] }, (_, i) => i);
    const { inputs, targets } = await engine.call("data.examples", { split, indices });
    return { count: indices.length, total: indices.length, inputs, targets };
  };
  const run = await watchRun(engine, { runId: "a", project });
  await run.ended;
  const after = await engine.call("model.weights", {});
  const examples = { train: await rowsOf("train"), validation: await rowsOf("validation") };
  engine.dispose();
  const of = (weights: readonly TensorRecord[]) =>
    trainedModel(project.name, project.network, weights, {
      classNames: datasetFor(project.data).classNames ?? [],
      examples,
      origin: { project, counts, ...(vocabulary ? { vocabulary } : {}) },
    });
  return {
    zip: await trainingProject.write(of(before), 0),
    expected: new Map(torchModule(of(after)).state.map(({ name, data }) => [name, data])),
    steps: run.loss.length,
  };
}

/** Tensors of a safetensors file by their names. */
async function tensorsOf(path: string): Promise<ReadonlyMap<string, Float32Array>> {
  const bytes = await readFile(path);
  const start = 8 + bytes.readUInt32LE(0);
  const { __metadata__: _none, ...header } = JSON.parse(bytes.toString("utf8", 8, start)) as Record<string, { data_offsets: [number, number] }>;
  return new Map(
    Object.entries(header).map(
      ([
        name,
        {
          data_offsets: [from, to],
        },
      ]) => [name, new Float32Array(bytes.buffer.slice(bytes.byteOffset + start + from, bytes.byteOffset + start + to))],
    ),
  );
}

test("its steps are those of the page: every optimizer and schedule, clipping, penalties, what does not learn, and when it ends", async () => {
  const cases: object[] = [];
  const trained = new Map<string, Trained>();
  for (const [name, project] of Object.entries(projects)) {
    const one = await inEngine(project);
    trained.set(name, one);
    for (const [path, bytes] of Object.entries(unzipSync(one.zip))) {
      await mkdir(dirname(join(folder, name, path)), { recursive: true });
      await writeFile(join(folder, name, path), bytes);
    }
    cases.push({ folder: join(folder, name), words: [] });
  }
  await writeFile(join(folder, "cases.json"), JSON.stringify(cases));
  const { stdout } = await promisify(execFile)(python, ["scripts/interop/run_training.py", join(folder, "cases.json")]);
  // Each project tells its own epochs, from the first on.
  const epochs = stdout.split(/^saved .*$/m).map((said) => said.match(/^epoch /gm)?.length);
  expect(Object.fromEntries([...trained.keys()].map((name, i) => [name, epochs[i]]))).toEqual(
    Object.fromEntries([...trained].map(([name, { steps }]) => [name, steps])),
  );
  const found: Record<string, number> = {};
  for (const [name, { expected }] of trained) {
    const tensors = await tensorsOf(join(folder, name, "trained.safetensors"));
    expect([...tensors.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    found[name] = Math.max(...[...expected].flatMap(([key, data]) => Array.from(data, (value, i) => Math.abs(value - tensors.get(key)![i]!))));
  }
  expect(Object.entries(found).filter(([, difference]) => !(difference < 1e-5))).toEqual([]);
  expect(trained.get("stopping")!.steps).toBeLessThan(60);
});
