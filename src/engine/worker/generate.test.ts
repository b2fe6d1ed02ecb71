import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { generate } from "@/engine/worker/generate";
import { buildModel, type Model } from "@/engine/worker/model";
import { chain } from "@/engine/worker/test-networks";

const T = 6;
let model: Model;
beforeAll(async () => {
  await openBackend("wasm");
  model = buildModel(
    chain(
      [T],
      ["Embedding", { inputDim: 12, outputDim: 8, maskZero: false, embeddingsInitializer: "glorotUniform" }],
      ["PositionalEncoding", { kind: "learned" }],
      ["MultiHeadAttention", { numHeads: 2, keyDim: 4, useCausalMask: true }],
      ["Dense", { units: 12, activation: "softmax" }],
    ),
    3,
  );
});

const batches = { normalize: (x: tf.Tensor) => tf.clone(x) };
const bold = { temperature: 2, topK: 0, topP: 1 };
const write = async (tokens: readonly number[], count: number, { written = 0, seed = 5, sampling = bold, isTime = (): boolean => false } = {}) =>
  (await generate({ model, batches, tokens, written, count, sampling, seed, isTime })).map(({ id }) => id);

test("a seed gives the same text, whether it is asked for at once or token by token", async () => {
  const text = await write([4, 5], 12);
  const pieces = [4, 5];
  for (let i = 0; i < 12; i++) pieces.push(...(await write(pieces, 12 - i, { written: i, isTime: () => true })));
  expect(pieces.slice(2)).toEqual(text);
  expect(await write([4, 5], 12, { seed: 6 })).not.toEqual(text);
});

test("of a long text only the end is looked at, and nothing behind the last token", async () => {
  const likeliest = { temperature: 0, topK: 0, topP: 1 };
  const end = [7, 8, 9, 10, 11, 4];
  expect(await write([5, 6, 5, ...end], 4, { sampling: likeliest })).toEqual(await write(end, 4, { sampling: likeliest }));
  const [token] = await generate({ model, batches, tokens: [7, 8], written: 0, count: 1, sampling: likeliest, seed: 1, isTime: () => false });
  const row = tf.tensor2d([7, 8, 3, 3, 3, 3], [1, T]);
  const said = [...tf.slice(model.forward(row, {}).output, [0, 1, 0], [1, 1, 12]).dataSync()];
  token!.alternatives.forEach(({ id, probability }) => expect(probability).toBeCloseTo(said[id]!, 6));
});

test.each(["learned", "sinusoidal"] as const)("taken step by step, with %s positions, it says what it says of the whole", async (kind) => {
  const deep = buildModel(
    chain(
      [T],
      ["Embedding", { inputDim: 12, outputDim: 8, maskZero: false, embeddingsInitializer: "glorotUniform" }],
      ["PositionalEncoding", { kind }],
      ["MultiHeadAttention", { numHeads: 2, keyDim: 4, useCausalMask: true }],
      ["RMSNormalization"],
      ["MultiHeadAttention", { numHeads: 1, keyDim: 3, useCausalMask: true }],
      ["FeedForward", { units: 9 }],
      ["Dense", { units: 12, activation: "softmax" }],
    ),
    4,
  );
  const call = { batches, tokens: [4, 5], written: 0, count: T - 1, sampling: bold, seed: 2, isTime: () => false };
  const remembered = await generate({ model: deep, ...call });
  const reread = await generate({ model: { ...deep, canRemember: false }, ...call });
  expect(deep.canRemember).toBe(true);
  expect(remembered.map(({ id }) => id)).toEqual(reread.map(({ id }) => id));
  remembered.forEach(({ probability }, i) => expect(probability).toBeCloseTo(reread[i]!.probability, 6));
  deep.dispose();
});

test("a network in which later steps change earlier ones is read as a whole each time", async () => {
  const looksAhead = buildModel(
    chain([T], ["Embedding", { inputDim: 12, outputDim: 4 }], ["MultiHeadAttention", {}], ["Dense", { units: 12, activation: "softmax" }]),
    4,
  );
  expect(looksAhead.canRemember).toBe(false);
  expect(await generate({ model: looksAhead, batches, tokens: [], written: 0, count: 3, sampling: bold, seed: 2, isTime: () => false })).toHaveLength(3);
  looksAhead.dispose();
});

test("padding, unknown and marks are never written, however likely, and nothing is left behind on the device", async () => {
  const before = tf.memory().numTensors;
  expect((await write([4], 60)).filter((id) => id < 4)).toEqual([]);
  expect(tf.memory().numTensors).toBe(before);
});
