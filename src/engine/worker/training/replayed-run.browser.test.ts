import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInProcessEngine } from "@/engine/in-process";
import type { Checkpoint, Engine, EngineCalls, Execution } from "@/engine/protocol";
import { createServer } from "@/engine/worker/server";
import { circlesProject } from "@/engine/worker/testing/projects";

// Whole runs, on a processor that plays a graphics card.
vi.setConfig({ testTimeout: 180_000 });

const circles = circlesProject({ epochs: 4, batchSize: 10 });
/** 24 training examples: three steps an epoch, the last on four of them. */
const project = { ...circles, data: { ...circles.data, config: { count: 40 } } };
const totalSteps = 12;

let engine: Engine;
beforeEach(async () => {
  const noFiles = () => Promise.resolve(new Response("", { status: 404 }));
  engine = createInProcessEngine((emit) => createServer({ emit, clock: () => performance.now(), fetchFile: noFiles }));
  await engine.call("device.open", { preference: "webgpu", avoid: [], project });
  await engine.call("data.load", { data: project.data });
});
afterEach(() => engine.dispose());

async function start(params: Omit<EngineCalls["training.start"]["params"], "project">) {
  const loss: number[] = [];
  const executions: Execution["kind"][] = [];
  engine.on("training.progress", ({ runId, firstStep, loss: values }) => {
    if (runId === params.runId) values.forEach((value, i) => (loss[firstStep + i] = value));
  });
  engine.on("training.execution", ({ runId, execution }) => void (runId === params.runId && executions.push(execution.kind)));
  const ended = new Promise((resolve) => engine.on("training.ended", ({ runId, end }) => void (runId === params.runId && resolve(end))));
  await engine.call("training.start", { ...params, project });
  const steps = async (count: number) => {
    for (let i = 0; i < count; i++) await engine.call("training.step", { runId: params.runId, unit: "batch" });
  };
  return { loss, executions, ended, steps };
}
const weights = () => engine.call("model.weights", {});

test("a run that is paused, stepped, stopped and taken up again ends with the very weights of an unbroken one", async () => {
  const unbroken = await start({ runId: "a" });
  expect(await unbroken.ended).toEqual({ reason: "completed" });
  expect(unbroken.executions).toEqual(["captured"]);
  expect(unbroken.loss).toHaveLength(totalSteps);
  const wanted = await weights();

  const broken = await start({ runId: "b", paused: true });
  await broken.steps(1);
  await engine.call("training.step", { runId: "b", unit: "epoch" });
  await broken.steps(1);
  const checkpoint = await engine.call("training.checkpoint", { runId: "b" });
  expect(checkpoint.step).toBe(4);
  await engine.call("training.stop", { runId: "b" });

  const resumed = await start({ runId: "c", checkpoint });
  expect(await resumed.ended).toEqual({ reason: "completed" });
  expect(await weights()).toEqual(wanted);
  expect([...broken.loss, ...resumed.loss.slice(4)]).toEqual(unbroken.loss);
});

test("a learning rate set by hand counts from the next step on, replayed or not", async () => {
  const changed = await start({ runId: "a", paused: true });
  await engine.call("training.step", { runId: "a", unit: "epoch" });
  await changed.steps(2);
  const checkpoint: Checkpoint = await engine.call("training.checkpoint", { runId: "a" });
  await engine.call("training.setLearningRate", { runId: "a", learningRate: 0.3 });
  await engine.call("training.resume", { runId: "a" });
  await changed.ended;
  expect(changed.executions).toEqual(["captured"]);
  const wanted = await weights();

  // Its first steps with the new rate are issued one by one.
  const fresh = await start({ runId: "b", checkpoint: { ...checkpoint, learningRate: 0.3 } });
  await fresh.ended;
  expect(await weights()).toEqual(wanted);
  expect(fresh.loss.slice(5)).toEqual(changed.loss.slice(5));
});

test("a probe sees the weights of one moment, although training goes on while it reads", async () => {
  const run = await start({ runId: "a", paused: true });
  await engine.call("training.step", { runId: "a", unit: "epoch" });
  const before = await weights();
  const probed = engine.call("probe.layers", { example: { split: "train", index: 0 }, nodeIds: ["hidden1"], gradients: true, data: true });
  await engine.call("training.resume", { runId: "a" });
  const [layer] = await probed;
  await run.ended;
  expect(layer!.weights.map(({ data }) => [...data!])).toEqual(before.filter(({ name }) => name.startsWith("hidden1/")).map(({ data }) => [...data]));
  expect(await weights()).not.toEqual(before);
});
