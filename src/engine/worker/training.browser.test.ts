import { expect, test } from "vitest";
import { createInProcessEngine } from "@/engine/in-process";
import type { BackendName } from "@/engine/protocol";
import { createServer } from "@/engine/worker/server";
import { circlesProject } from "@/engine/worker/testing/projects";

/** Losses of one epoch of two steps, the second on fewer examples, and what validation says after it. */
async function oneEpoch(backend: BackendName) {
  const noFiles = () => Promise.resolve(new Response("", { status: 404 }));
  const engine = createInProcessEngine((emit) => createServer({ emit, clock: () => performance.now(), fetchFile: noFiles }));
  const circles = circlesProject({ epochs: 1 });
  const project = { ...circles, data: { ...circles.data, config: { count: 100 } } };
  await engine.call("device.open", { preference: backend, avoid: [], project });
  await engine.call("data.load", { data: project.data });
  const loss: number[] = [];
  engine.on("training.progress", (event) => loss.push(...event.loss));
  const ended = new Promise((resolve) => engine.on("training.ended", resolve));
  await engine.call("training.start", { runId: backend, project });
  await ended;
  const { loss: valLoss } = await engine.call("model.evaluate", { split: "validation" });
  engine.dispose();
  return { loss, valLoss };
}

test.each(["webgl", "webgpu"] as const)("%s trains as wasm does, with the data on the device", async (backend) => {
  const expected = await oneEpoch("wasm");
  const came = await oneEpoch(backend);
  expect(came.loss).toHaveLength(2);
  // Single precision: rounding differs in the seventh digit and grows a little.
  came.loss.forEach((value, i) => expect(value).toBeCloseTo(expected.loss[i] ?? NaN, 4));
  expect(came.valLoss).toBeCloseTo(expected.valLoss, 4);
});
