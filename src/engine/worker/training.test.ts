import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Engine } from "@/engine/protocol";
import { createTestEngine, openOn, watchRun } from "@/engine/worker/testing/engine";
import { lineProject, circlesProject } from "@/engine/worker/testing/projects";

// Real training on a machine that may be busy with much else.
vi.setConfig({ testTimeout: 60_000 });

describe.each(["wasm", "cpu"] as const)("training on %s", (backend) => {
  let engine: Engine;
  beforeEach(() => {
    engine = createTestEngine();
  });
  afterEach(() => engine.dispose());

  test("two rings: the loss falls, every step is reported once, and epochs carry validation figures", async () => {
    const project = circlesProject({ epochs: 20 });
    await openOn(engine, backend, project);
    const run = await watchRun(engine, { runId: "a", project });
    expect(await run.ended).toEqual({ reason: "completed" });
    expect(run.plan).toMatchObject({ stepsPerEpoch: 8, totalSteps: 160, batchSize: 32, data: { counts: { train: 240, validation: 80, test: 80 } } });
    expect(run.loss).toHaveLength(160);
    expect(run.loss.every(Number.isFinite)).toBe(true);
    const epochs = run.evaluated.flatMap((event) => event.epochs);
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    const [first, last] = [epochs[0], epochs.at(-1)];
    expect(last?.loss).toBeLessThan(0.5 * (first?.loss ?? 0));
    expect(last?.valAccuracy).toBeGreaterThan(0.8);
  });

  test("the evaluation agrees with the network's own predictions", async () => {
    const project = circlesProject();
    await openOn(engine, backend, project);
    const run = await watchRun(engine, { runId: "a", project });
    await run.ended;
    const evaluation = await engine.call("model.evaluate", { split: "test" });
    const examples = await engine.call("data.examples", { split: "test", indices: Array.from(evaluation.indices) });
    const { outputs, shape } = await engine.call("model.predict", { inputs: examples.inputs });
    expect(shape).toEqual([80, 2]);
    const answers = Array.from({ length: 80 }, (_, i) => ((outputs[2 * i + 1] ?? 0) > (outputs[2 * i] ?? 0) ? 1 : 0));
    expect(Array.from(evaluation.predictions ?? [])).toEqual(answers);
    expect(Array.from(evaluation.labels ?? [])).toEqual([...examples.targets]);
    const right = answers.filter((answer, i) => answer === examples.targets[i]).length;
    expect(evaluation.accuracy).toBeCloseTo(right / 80, 12);
    const crossEntropy = answers.reduce<number>((sum, _, i) => sum - Math.log(outputs[2 * i + (examples.targets[i] ?? 0)] ?? 0), 0) / 80;
    expect(evaluation.loss).toBeCloseTo(crossEntropy, 5);
  });

  test("the same seed gives the same curve and the same weights, another seed does not", async () => {
    const runOnce = async (runId: string, seed: number) => {
      const project = circlesProject({ seed, epochs: 3 });
      const run = await watchRun(engine, { runId, project });
      await run.ended;
      return { loss: run.loss, weights: await engine.call("model.weights", {}) };
    };
    await openOn(engine, backend, circlesProject());
    const first = await runOnce("a", 5);
    expect(await runOnce("b", 5)).toEqual(first);
    expect((await runOnce("c", 6)).loss).not.toEqual(first.loss);
  });

  test("a run resumed from a checkpoint in mid-epoch ends with the very weights of an unbroken one", async () => {
    const project = circlesProject({ epochs: 4 });
    await openOn(engine, backend, project);
    const unbroken = await watchRun(engine, { runId: "a", project });
    await unbroken.ended;
    const wanted = await engine.call("model.weights", {});

    const broken = await watchRun(engine, { runId: "b", project, paused: true });
    for (let i = 0; i < 13; i++) await engine.call("training.step", { runId: "b", unit: "batch" });
    const checkpoint = await engine.call("training.checkpoint", { runId: "b" });
    expect(checkpoint.step).toBe(13);
    await engine.call("training.stop", { runId: "b" });
    expect(await broken.ended).toEqual({ reason: "stopped" });

    const resumed = await watchRun(engine, { runId: "c", project, checkpoint });
    await resumed.ended;
    expect(await engine.call("model.weights", {})).toEqual(wanted);
    expect([...broken.loss, ...resumed.loss.slice(13)]).toEqual(unbroken.loss);
    const epochsOf = (run: typeof unbroken) => run.evaluated.flatMap((event) => event.epochs);
    expect([...epochsOf(broken), ...epochsOf(resumed)]).toEqual(epochsOf(unbroken));
  });

  test("a line is found by gradient descent, and all weights of so small a network are reported", async () => {
    const project = lineProject();
    await openOn(engine, backend, project);
    const run = await watchRun(engine, { runId: "a", project });
    await run.ended;
    const weights = run.progress.flatMap((event) => [...(event.weights ?? [])]);
    expect(weights).toHaveLength(200);
    expect(weights.at(-2)).toBeCloseTo(2, 1);
    expect(weights.at(-1)).toBeCloseTo(1, 1);
    expect(run.evaluated.flatMap((event) => event.epochs).at(-1)).not.toHaveProperty("valLoss");
  });
});
