import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import type { Batches } from "@/engine/worker/data/batches";
import { buildModel } from "@/engine/worker/model";
import { rocOf } from "@/engine/worker/roc";
import { chain } from "@/engine/worker/test-networks";

beforeAll(() => openBackend("wasm"));

/** The first value of an example is its class, the others say so more or less. */
const rows = [0, 1, 2, 0, 1, 2].map((label, i) => [label, ...[0, 1, 2].map((k) => (k === label ? 1 : 0) - (i === 4 ? 2 * (k === 1 ? 1 : 0) : 0))]);
const batches: Pick<Batches, "plain" | "classes"> = {
  plain: (positions) => ({ inputs: tf.tensor2d([...positions].map((at) => rows[at]!.slice(1))), targets: tf.zeros([1]) }),
  classes: (positions) => Int32Array.from(positions, (at) => rows[at]![0]!),
};
const call = (units: number, activation: "softmax" | "sigmoid") => {
  const model = buildModel(chain([3], ["Dense", { units, activation, useBias: false }]), 1);
  const kernel = units === 1 ? [-1, 1, 0] : [1, 0, 0, 0, 1, 0, 0, 0, 1];
  model.weights[0]!.assign(tf.tensor2d(kernel, [3, units]));
  return { model, batches: batches as Batches, breathe: () => Promise.resolve() };
};

test("each class against all others, from the network's own scores, and nothing stays on the device", async () => {
  const three = call(3, "softmax");
  const before = tf.memory().numTensors;
  const { perClass, macro, weighted } = await rocOf({ ...three, positions: Uint32Array.of(0, 1, 2, 3, 4, 5) });
  expect(tf.memory().numTensors).toBe(before);
  // Example 4 is of class 1 and scores lowest of all for it: one of its two examples is found last.
  expect(perClass.map(({ auc }) => auc)).toEqual([1, 0.5, 1]);
  expect(perClass.map(({ positives }) => positives)).toEqual([2, 2, 2]);
  expect([macro, weighted]).toEqual([2.5 / 3, 2.5 / 3]);
  three.model.dispose();
});

test("a single output is the score of the second class, and a class that is missing has no area", async () => {
  const one = call(1, "sigmoid");
  const { perClass } = await rocOf({ ...one, positions: Uint32Array.of(0, 1, 3) });
  expect(perClass.map(({ auc }) => auc)).toEqual([1, 1]);
  const { perClass: alone, macro } = await rocOf({ ...one, positions: Uint32Array.of(0, 3) });
  expect(alone[1]!.auc).toBeNaN();
  expect(macro).toBeNaN();
  one.model.dispose();
});
