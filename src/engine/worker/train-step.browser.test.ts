import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { TensorRecord } from "@/engine/protocol";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { chain } from "@/engine/worker/test-networks";
import { createTrainStep } from "@/engine/worker/train-step";
import { initialOptimizer, optimizerNames, type OptimizerName } from "@/network/optimizers";
import type { OptimizerChoice, TrainingSettings } from "@/network/training-settings";

const network = chain(
  [6, 6, 1],
  ["Conv2D", { filters: 2, kernelSize: [3, 3], activation: "relu", kernelRegularizer: { l1: 0, l2: 0.01 } }],
  ["BatchNormalization"],
  ["Flatten"],
  ["Dropout", { rate: 0.25 }],
  ["Dense", { units: 5, activation: "sigmoid" }],
  ["Dense", { units: 3, activation: "softmax" }],
);
const clips: readonly TrainingSettings["gradientClip"][] = [
  { kind: "none", limit: 1 },
  { kind: "norm", limit: 0.1 },
  { kind: "weightNorm", limit: 0.1 },
  { kind: "value", limit: 0.01 },
];
const cases = [
  ...optimizerNames.map((name) => [name, clips[0]!] as const),
  ["rmsprop", clips[0]!, { momentum: 0.5, centered: true }] as const,
  ["adam", clips[0]!, { amsgrad: true }] as const,
  ...clips.slice(1).map((clip) => ["sgd", clip] as const),
].map(([name, clip, changes]) => [`${name} ${JSON.stringify(changes ?? {})}, clipping ${clip.kind}`, name, clip, changes ?? {}] as const);

interface Trained {
  readonly losses: readonly number[];
  readonly correct: readonly number[];
  readonly weights: readonly TensorRecord[];
  readonly slots: readonly TensorRecord[];
  readonly leaked: number;
}

/** Four steps from seed 3 on eleven drawn images: odd sizes everywhere, which is where packed textures have corners to spare. */
async function train(name: OptimizerName, gradientClip: TrainingSettings["gradientClip"], changes: object): Promise<Trained> {
  const initial = initialOptimizer(name);
  // A large epsilon: with the usual one, RMSprop and Adam step by the sign of gradients that are pure rounding.
  const optimizer = { name, config: { ...initial.config, ...("epsilon" in initial.config ? { epsilon: 1e-3 } : {}), ...changes } } as OptimizerChoice;
  const model = buildModel(network, 3);
  const trainStep = createTrainStep(model, { loss: "sparseCategoricalCrossentropy", optimizer, gradientClip });
  const x = tf.tensor(
    Float32Array.from({ length: 11 * 36 }, (_, i) => Math.sin(i * 0.7) ** 2),
    [11, 6, 6, 1],
  );
  const y = tf.tensor1d(
    Array.from({ length: 11 }, (_, i) => i % 3),
    "int32",
  );
  const losses: number[] = [];
  const correct: number[] = [];
  let before = 0;
  for (let step = 0; step < 4; step++) {
    const result = trainStep.step(x, y, { learningRate: 0.05, step, seed: 3 });
    losses.push((await result.loss.data())[0]!);
    correct.push((await result.correct!.data())[0]!);
    tf.dispose([result.loss, result.correct!]);
    if (step === 0) before = tf.memory().numTensors;
  }
  const leaked = tf.memory().numTensors - before;
  const trained = { losses, correct, weights: await model.records(), slots: await trainStep.optimizerRecords(), leaked };
  tf.dispose([x, y]);
  model.dispose();
  trainStep.dispose();
  return trained;
}

function apart(a: readonly TensorRecord[], b: readonly TensorRecord[]): number {
  expect(a.map(({ name }) => name)).toEqual(b.map(({ name }) => name));
  return Math.max(0, ...a.flatMap(({ data }, i) => [...data].map((value, at) => Math.abs(value - b[i]!.data[at]!))));
}

const references = new Map<string, Trained>();
beforeAll(async () => {
  await openBackend("wasm");
  for (const [title, ...settings] of cases) references.set(title, await train(...settings));
});

describe.each(["webgl", "webgpu"] as const)("training on %s", (backend) => {
  const faults: string[] = [];
  beforeAll(async () => {
    const { onLost } = await openBackend(backend);
    onLost((reason) => faults.push(reason));
  });

  test.each(cases)("by %s goes as on wasm and leaves no tensor behind", async (title, ...settings) => {
    const trained = await train(...settings);
    const reference = references.get(title)!;
    // Single precision on both sides, four steps of at most a few hundredths.
    trained.losses.forEach((loss, step) => expect(Math.abs(loss - reference.losses[step]!)).toBeLessThan(1e-4));
    expect(trained.correct).toEqual(reference.correct);
    expect(apart(trained.weights, reference.weights)).toBeLessThan(1e-4);
    expect(apart(trained.slots, reference.slots)).toBeLessThan(1e-4);
    expect(trained.leaked).toBe(0);
    expect(faults).toEqual([]);
  });

  test("goes on from saved weights and optimizer state", async () => {
    const [, name, clip, changes] = cases.find(([title]) => title.startsWith("adam"))!;
    const { weights, slots } = await train(name, clip, changes);
    const model = buildModel(network, 4);
    const trainStep = createTrainStep(model, { loss: "sparseCategoricalCrossentropy", optimizer: initialOptimizer("adam"), gradientClip: clip });
    model.load(weights);
    trainStep.loadOptimizer(slots);
    expect(apart(await model.records(), weights)).toBe(0);
    expect(apart(await trainStep.optimizerRecords(), slots)).toBe(0);
    model.dispose();
    trainStep.dispose();
  });
});
