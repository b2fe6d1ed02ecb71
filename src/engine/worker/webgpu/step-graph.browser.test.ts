import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";
import { overwrite, snapshot } from "@/engine/worker/webgpu/mutable";
import { missingMembers, supportedVersion } from "@/engine/worker/webgpu/private-members";
import { captureStep, encodeWork, type StepGraph } from "@/engine/worker/webgpu/step-graph";

let gpu: Gpu;
const faults: string[] = [];
beforeAll(async () => {
  const { onLost } = await openBackend("webgpu");
  onLost((reason) => faults.push(reason));
  gpu = currentGpu()!;
});

const kernel = () =>
  tf.tensor2d(
    Array.from({ length: 36 }, (_, i) => Math.sin(i * 1.3)),
    [6, 6],
  );
const start = () => {
  const state = tf.tensor2d([0.1, -0.2, 0.3, 0.5, -0.7, 1.1], [1, 6]);
  gpu.markMutable(state);
  return state;
};
/** Moves `state` on by operations of tfjs, with constants and values that die on the way. */
const advance = (state: tf.Tensor, weights: tf.Tensor) =>
  tf.tidy(() => {
    const mixed = tf.tanh(tf.matMul(state as tf.Tensor2D, weights as tf.Tensor2D));
    const centred = tf.sub(mixed, tf.mul(tf.mean(mixed), 0.25));
    // Computed for nobody.
    tf.exp(tf.sum(centred, 1));
    overwrite(gpu, state, tf.add(centred, 0.01));
  });
const replay = (graph: StepGraph, times: number) => {
  gpu.flush();
  const work = encodeWork(gpu);
  for (let i = 0; i < times; i++) graph.encode(work);
  work.submit();
};

test("the members of tfjs that are used here are those of the version they were written for", () => {
  expect(tf.version_core).toBe(supportedVersion);
  expect(missingMembers(tf.backend())).toEqual([]);
  expect(missingMembers({})).toContain("submitQueue");
});

test("replayed steps come to the same bits as steps taken one by one", async () => {
  const weights = kernel();
  const [eager, captured] = [start(), start()];
  for (let i = 0; i < 5; i++) advance(eager, weights);
  advance(captured, weights);
  const graph = captureStep(gpu, () => advance(captured, weights));
  replay(graph, 3);
  replay(graph, 1);
  expect([...(await captured.data())]).toEqual([...(await eager.data())]);
  // Product, tanh, mean, ×¼, difference, sum, overwrite: the exponential and the sum before it were for nobody.
  expect(graph.commandCount).toBeLessThanOrEqual(8);
  expect(graph.bytes).toBeGreaterThan(0);
  graph.dispose();
  tf.dispose([weights, eager, captured]);
});

test("recording computes nothing and leaves nothing behind", async () => {
  const weights = kernel();
  const state = start();
  const before = [...(await state.data())];
  const { numTensors } = tf.memory();
  const bytes = () => (tf.memory() as unknown as { readonly numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
  const allocated = bytes();
  for (let i = 0; i < 5; i++) captureStep(gpu, () => advance(state, weights)).dispose();
  expect([...(await state.data())]).toEqual(before);
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(bytes() - allocated).toBeLessThanOrEqual(24);
  tf.dispose([weights, state]);
});

test("a tensor that would outlive the recorded step is refused, and tfjs goes on as before", async () => {
  const state = start();
  const escaped: tf.Tensor[] = [];
  expect(() => captureStep(gpu, () => void escaped.push(tf.square(state)))).toThrow("outlive");
  expect(() => captureStep(gpu, () => void tf.tidy(() => tf.square(state).dataSync()))).toThrow("read");
  expect([...(await tf.square(tf.tensor1d([3])).data())]).toEqual([9]);
  state.dispose();
});

test("a tensor written in place is read anew each time, and a snapshot stays as it was", async () => {
  const state = start();
  const first = [...(await state.data())];
  const kept = snapshot(gpu, state);
  overwrite(gpu, state, tf.zeros([1, 6]));
  expect([...(await state.data())]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...(await kept.data())]).toEqual(first);
  tf.dispose([state, kept]);
});

test("the device refused nothing on the way", () => {
  expect(faults).toEqual([]);
});
