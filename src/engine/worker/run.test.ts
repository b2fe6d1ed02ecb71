import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Engine } from "@/engine/protocol";
import { createOptimizer } from "@/engine/worker/optimizers";
import { createTestEngine, openOn, watchRun } from "@/engine/worker/testing/engine";
import { chain, circlesProject, denseNode, inputNode, lineProject, projectOf } from "@/engine/worker/testing/projects";
import { initialOptimizer } from "@/network/optimizers";

// As they are, but watched.
vi.mock("@/engine/worker/optimizers", { spy: true });
// Real training on a machine that may be busy with much else.
vi.setConfig({ testTimeout: 60_000 });

let engine: Engine;
beforeEach(() => {
  engine = createTestEngine();
});
afterEach(() => engine.dispose());

const sgdOf = (learningRate: number) => {
  const sgd = initialOptimizer("sgd");
  return { ...sgd, config: { ...sgd.config, learningRate } };
};
const noStop = { enabled: false, monitor: "valLoss", patience: 3, minDelta: 0, restoreBest: true } as const;

describe("a run that blows up", () => {
  test("ends as failed, says why, and leaves the last good weights", async () => {
    const project = lineProject({ optimizer: sgdOf(1e20), epochs: 50 });
    await openOn(engine, "wasm", project);
    await engine.call("model.build", { project });
    const before = await engine.call("model.weights", {});
    const run = await watchRun(engine, { runId: "a", project });
    const end = await run.ended;
    expect(end).toMatchObject({ reason: "failed", problem: { code: "training.diverged" } });
    expect(await engine.call("model.weights", {})).toEqual(before);
    expect(run.loss.every(Number.isFinite)).toBe(true);
  });

  test("is noticed by its weights where clipped probabilities keep the loss finite", async () => {
    const project = circlesProject({
      optimizer: { ...initialOptimizer("adam"), config: { ...initialOptimizer("adam").config, learningRate: 1e30 } },
      epochs: 3,
    });
    await openOn(engine, "wasm", project);
    const run = await watchRun(engine, { runId: "a", project });
    expect(await run.ended).toMatchObject({ reason: "failed", problem: { code: "training.diverged" } });
    // Epochs were judged meanwhile; what is told last is of the weights that are kept.
    const { loss } = await engine.call("model.evaluate", { split: "validation" });
    expect(run.evaluated.map(({ step }) => step)).toContain(0);
    expect(run.evaluated.at(-1)).toMatchObject({ step: 0, evaluation: { loss } });
  });
});

describe("early stopping", () => {
  test("ends after as many epochs as patience says, and restores the weights of the best", async () => {
    // So high a rate that validation gets worse sooner or later.
    const project = circlesProject({ epochs: 200, earlyStopping: { ...noStop, enabled: true, patience: 2, minDelta: 0.02 } });
    await openOn(engine, "wasm", project);
    const run = await watchRun(engine, { runId: "a", project });
    const end = await run.ended;
    const epochs = run.evaluated.flatMap((event) => event.epochs);
    const bestEpoch = epochs.length - 2;
    expect(end).toEqual({ reason: "earlyStopped", bestEpoch, restored: true });
    expect(epochs.length).toBeLessThan(200);
    const evaluation = await engine.call("model.evaluate", { split: "validation" });
    expect(evaluation.loss).toBeCloseTo(epochs[bestEpoch - 1]?.valLoss ?? NaN, 6);
  });

  test("goes on across a resume as if nothing had happened", async () => {
    const project = circlesProject({ epochs: 60, earlyStopping: { ...noStop, enabled: true, patience: 3, minDelta: 0.05 } });
    await openOn(engine, "wasm", project);
    const unbroken = await watchRun(engine, { runId: "a", project });
    const end = await unbroken.ended;
    const weights = await engine.call("model.weights", {});
    await watchRun(engine, { runId: "b", project, paused: true });
    for (let i = 0; i < 5; i++) await engine.call("training.step", { runId: "b", unit: "epoch" });
    const checkpoint = await engine.call("training.checkpoint", { runId: "b" });
    await engine.call("training.stop", { runId: "b" });
    const resumed = await watchRun(engine, { runId: "c", project, checkpoint });
    expect(await resumed.ended).toEqual(end);
    expect(await engine.call("model.weights", {})).toEqual(weights);
  });
});

describe("while a run goes on", () => {
  test("steps of one batch and one epoch stop where they should, and every click counts", async () => {
    const project = circlesProject();
    await openOn(engine, "wasm", project);
    const run = await watchRun(engine, { runId: "a", project, paused: true });
    await Promise.all([1, 2, 3].map(() => engine.call("training.step", { runId: "a", unit: "batch" })));
    expect(run.loss).toHaveLength(3);
    await engine.call("training.step", { runId: "a", unit: "epoch" });
    expect(run.loss).toHaveLength(8);
    expect(run.evaluated.flatMap((event) => event.epochs)).toHaveLength(1);
    await engine.call("training.stop", { runId: "a" });
    expect(await run.ended).toEqual({ reason: "stopped" });
  });

  test("pausing stands still, and predictions, probes and evaluations are answered before, during and after", async () => {
    const project = circlesProject({ epochs: 100 });
    await openOn(engine, "wasm", project);
    const run = await watchRun(engine, { runId: "a", project });
    const inputs = Float32Array.of(0.1, 0.2, -0.3, 0.4);
    const during = await engine.call("model.predict", { inputs });
    expect(during.shape).toEqual([2, 2]);
    const [probe] = await engine.call("probe.layers", { example: { split: "test", index: 0 }, nodeIds: ["hidden1"], gradients: true, data: true });
    expect(probe?.output.shape).toEqual([1, 16]);
    expect(probe?.weights.map(({ name, shape }) => [name, shape])).toEqual([
      ["hidden1/kernel", [2, 16]],
      ["hidden1/bias", [16]],
    ]);
    expect(probe?.gradients.map(({ name }) => name)).toEqual(["hidden1/kernel", "hidden1/bias"]);
    expect(probe?.gradients[0]?.rms).toBeGreaterThan(0);
    await engine.call("training.pause", { runId: "a" });
    const { length } = run.loss;
    const first = await engine.call("model.evaluate", { split: "validation" });
    expect(await engine.call("model.evaluate", { split: "validation" })).toEqual(first);
    expect(run.loss).toHaveLength(length);
    await engine.call("training.resume", { runId: "a" });
    expect(await run.ended).toEqual({ reason: "completed" });
    expect(run.loss).toHaveLength(800);
  });

  test("another network with given weights is asked and judged beside it, and neither disturbs the other", async () => {
    const project = circlesProject({ epochs: 3 });
    await openOn(engine, "wasm", project);
    const quiet = await watchRun(engine, { runId: "a", project });
    await quiet.ended;
    const weights = await engine.call("model.weights", {});
    const inputs = Float32Array.of(0.1, 0.2, -0.3, 0.4);
    const [answers, judged] = [await engine.call("model.predict", { inputs: inputs.slice() }), await engine.call("model.evaluate", { split: "test" })];

    const run = await watchRun(engine, { runId: "b", project });
    const other = { network: project.network, weights };
    expect(await engine.call("model.predict", { inputs, other })).toEqual(answers);
    expect(await engine.call("model.evaluate", { split: "test", other })).toEqual(judged);
    await expect(engine.call("model.predict", { inputs, other: { ...other, weights: weights.slice(1) } })).rejects.toMatchObject({
      problem: { code: "weights.misfit" },
    });
    await run.ended;
    expect(run.loss).toEqual(quiet.loss);
  });

  test("a learning rate set by hand counts from the next step, under the schedule, and lives in the checkpoint", async () => {
    const project = circlesProject();
    await openOn(engine, "wasm", project);
    const run = await watchRun(engine, { runId: "a", project, paused: true });
    await engine.call("training.step", { runId: "a", unit: "batch" });
    await engine.call("training.setLearningRate", { runId: "a", learningRate: 0.5 });
    await engine.call("training.step", { runId: "a", unit: "batch" });
    expect(run.progress.flatMap(({ learningRate }) => Array.from(learningRate))).toEqual([Math.fround(0.02), 0.5]);
    expect((await engine.call("training.checkpoint", { runId: "a" })).learningRate).toBe(0.5);
    await engine.call("training.stop", { runId: "a" });
  });

  test("a second run, a rebuild or other data are refused until it has ended", async () => {
    const project = circlesProject();
    await openOn(engine, "wasm", project);
    const run = await watchRun(engine, { runId: "a", project, paused: true });
    const busy = { problem: { code: "training.busy" } };
    await expect(engine.call("training.start", { runId: "b", project })).rejects.toMatchObject(busy);
    await expect(engine.call("model.build", { project })).rejects.toMatchObject(busy);
    await expect(engine.call("data.load", { data: project.data })).rejects.toMatchObject(busy);
    await engine.call("training.stop", { runId: "a" });
    await run.ended;
    await engine.call("model.build", { project });
  });
});

describe.each(["wasm", "cpu"] as const)("memory on %s", (backend) => {
  test("a run, its evaluations, probes and previews leave no tensor behind", async () => {
    const project = circlesProject({ epochs: 3 });
    await openOn(engine, backend, project);
    const live = async (runId: string) => {
      const run = await watchRun(engine, { runId, project });
      await run.ended;
      await engine.call("model.evaluate", { split: "test" });
      const other = { network: project.network, weights: await engine.call("model.weights", {}) };
      await engine.call("model.evaluate", { split: "test", other });
      await expect(engine.call("model.predict", { inputs: Float32Array.of(1, 2), other: { ...other, weights: [] } })).rejects.toThrow("weights.misfit");
      await engine.call("probe.layers", { example: { split: "test", index: 0 }, nodeIds: ["hidden1", "output"], gradients: true, data: true });
      return tf.memory().numTensors;
    };
    const first = await live("a");
    expect(await live("b")).toBe(first);
    expect(await live("c")).toBe(first);
  });
});

test("looking at gradients makes no optimizer, and answers the same as during a run", async () => {
  const project = circlesProject();
  await openOn(engine, "cpu", project);
  await engine.call("model.build", { project });
  vi.mocked(createOptimizer).mockClear();
  const question = { example: { split: "test", index: 0 }, nodeIds: ["hidden1"], gradients: true, data: true } as const;
  const answer = await engine.call("probe.layers", question);
  expect(createOptimizer).not.toHaveBeenCalled();
  await watchRun(engine, { runId: "a", project, paused: true });
  expect(await engine.call("probe.layers", question)).toEqual(answer);
  await engine.call("training.stop", { runId: "a" });
});

describe("what does not fit", () => {
  test.each([
    ["an input of another shape", projectOf(chain([inputNode([3]), denseNode("output", 2, "softmax")]), { datasetId: "circles" }, {}), "network.inputMismatch"],
    ["too many outputs", projectOf(chain([inputNode([2]), denseNode("output", 5, "softmax")]), { datasetId: "circles" }, {}), "network.outputMismatch"],
    ["a loss for other targets", circlesProject({ loss: "meanSquaredError" }), "training.lossMismatch"],
  ])("%s is refused in words", async (_, project, code) => {
    await openOn(engine, "cpu", project);
    await expect(engine.call("model.build", { project })).rejects.toMatchObject({ problem: { code } });
  });
});
