import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Engine } from "@/engine/protocol";
import { createTestEngine, openOn, watchRun } from "@/engine/worker/testing/engine";
import { chain, denseNode, inputNode, projectOf } from "@/engine/worker/testing/projects";
import { initialConfig } from "@/network/layers";
import type { ProjectDocument } from "@/project/project";

// Real training on a machine that may be busy with much else.
vi.setConfig({ testTimeout: 60_000 });

/** The prepared digits: `node scripts/prepare-datasets.mjs` makes them. */
const mlp = (data: Partial<ProjectDocument["data"]> = {}) =>
  projectOf(
    chain([
      inputNode([28, 28, 1]),
      { id: "flatten", className: "Flatten", name: "flatten", config: initialConfig("Flatten") },
      denseNode("hidden", 32, "relu"),
      denseNode("output", 10, "softmax"),
    ]),
    { datasetId: "mnist", normalization: "unit", subset: 0.05, validationSplit: 0.1, ...data },
    { batchSize: 64, epochs: 3 },
  );

let engine: Engine;
beforeAll(() => {
  engine = createTestEngine();
});
afterAll(() => engine.dispose());

test("3,000 real digits are learned, and the official test part is answered as it is evaluated", async () => {
  const project = mlp();
  await openOn(engine, "wasm", project);
  const run = await watchRun(engine, { runId: "a", project });
  expect(run.plan.data.counts).toEqual({ train: 2700, validation: 300, test: 10_000 });
  await run.ended;
  const evaluation = await engine.call("model.evaluate", { split: "test" });
  expect(evaluation.accuracy).toBeGreaterThan(0.8);
  const indices = [0, 17, 4999, 9999];
  const examples = await engine.call("data.examples", { split: "test", indices });
  const { outputs } = await engine.call("model.predict", { inputs: examples.inputs });
  indices.forEach((index, i) => {
    const answer = outputs.subarray(10 * i, 10 * i + 10);
    const likeliest = answer.indexOf(Math.max(...answer));
    expect(evaluation.predictions?.[index]).toBe(likeliest);
    expect(evaluation.confidences?.[index]).toBeCloseTo(answer[likeliest] ?? NaN, 5);
    expect(evaluation.labels?.[index]).toBe(examples.targets[i]);
  });
});

test("the first test digit is the seven that everyone knows", async () => {
  const examples = await engine.call("data.examples", { split: "test", indices: [0] });
  expect(examples.targets[0]).toBe(7);
  expect(examples.inputs).toHaveLength(784);
  expect(Math.max(...examples.inputs)).toBe(1);
});

test("samples hold classes in turn, and no example twice", async () => {
  const { targets, indices } = await engine.call("data.examples", { split: "train", sample: { count: 30, seed: 4, perClass: true } });
  expect(Array.from(targets)).toEqual(Array.from({ length: 30 }, (_, i) => i % 10));
  expect(new Set(indices).size).toBe(30);
});

test("an augmentation preview shows the very images that training would see, and they can be repeated", async () => {
  const augmentation = { enabled: true, shift: 0.1, rotate: 20, scale: 0.1, flip: false, noise: 0.1 };
  const ask = (seed: number) => engine.call("data.augment", { augmentation, indices: [3, 4], seed });
  const first = await ask(1);
  expect(first.before.inputs).toHaveLength(2 * 784);
  expect((await ask(1)).after.inputs).toEqual(first.after.inputs);
  expect((await ask(2)).after.inputs).not.toEqual(first.after.inputs);
  expect(first.after.inputs.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(first.after.inputs).not.toEqual(first.before.inputs);
});

test("augmented training is repeatable as well", async () => {
  const project = mlp({ subset: 0.01, augmentation: { enabled: true, shift: 0.1, rotate: 10, scale: 0.1, flip: false, noise: 0.05 } });
  await engine.call("data.load", { data: project.data });
  const losses = async (runId: string) => {
    const run = await watchRun(engine, { runId, project });
    await run.ended;
    return run.loss;
  };
  const first = await losses("b");
  expect(first.every(Number.isFinite)).toBe(true);
  expect(await losses("c")).toEqual(first);
});
