import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { buildModel, type Model } from "@/engine/worker/model";
import { chain } from "@/engine/worker/test-networks";
import { rereading, windowStart } from "@/engine/worker/writing/reader";
import { createWriter, type WritingOrder } from "@/engine/worker/writing/writer";
import type { WrittenToken } from "@/engine/protocol";
import type { Reader } from "@/engine/worker/writing/reader";

const T = 6;
const tokens = 12;
const embedding = ["Embedding", { inputDim: tokens, outputDim: 8, maskZero: false, embeddingsInitializer: "glorotUniform" }] as const;
const scores = ["Dense", { units: tokens, activation: "softmax" }] as const;
const attention = ["MultiHeadAttention", { numHeads: 2, keyDim: 4, useCausalMask: true }] as const;
let model: Model;
beforeAll(async () => {
  await openBackend("wasm");
  model = buildModel(chain([T], embedding, ["PositionalEncoding", { kind: "learned" }], attention, scores), 3);
});

const batches = { normalize: (x: tf.Tensor) => tf.clone(x) };
const bold = { temperature: 2, topK: 0, topP: 1 };
const likeliest = { temperature: 0, topK: 0, topP: 1 };

function write(order: Partial<WritingOrder>, { of = model, reader, isTime = () => false }: { of?: Model; reader?: Reader; isTime?: () => boolean } = {}) {
  const writer = createWriter(of, batches, { tokens: [4, 5], count: 12, sampling: bold, seed: 5, ...order }, reader);
  const text: WrittenToken[] = [];
  while (!writer.isDone) text.push(...writer.writeAtOnce(isTime));
  writer.dispose();
  return text;
}
const ids = (text: readonly WrittenToken[]) => text.map(({ id }) => id);

test("a seed gives the same text, whether it is written at once or token by token", () => {
  const text = ids(write({}));
  expect(text).toHaveLength(12);
  expect(ids(write({}, { isTime: () => true }))).toEqual(text);
  expect(ids(write({ seed: 6 }))).not.toEqual(text);
});

test("of a long text only the end is looked at, and nothing behind the last token", () => {
  const end = [7, 8, 9, 10, 11, 4];
  const half = [5, 6, 5];
  expect(ids(write({ tokens: [...half, ...end], count: 4, sampling: likeliest }))).toEqual(ids(write({ tokens: end, count: 4, sampling: likeliest })));
  const [token] = write({ tokens: [7, 8], count: 1, sampling: likeliest });
  const row = tf.tensor2d([7, 8, 3, 3, 3, 3], [1, T]);
  const said = [...tf.slice(model.forward(row, {}).output, [0, 1, 0], [1, 1, tokens]).dataSync()];
  token!.alternatives.forEach(({ id, probability }) => expect(probability).toBeCloseTo(said[id]!, 6));
});

test("when the input is full, its older half is left out", () => {
  expect([1, 6, 7, 9, 10, 12, 13].map((count) => windowStart(count, 6))).toEqual([0, 0, 3, 3, 6, 6, 9]);
  expect([1, 2, 3].map((count) => windowStart(count, 1))).toEqual([0, 1, 2]);
});

test("a turn ends before the token for which the older half is left out and the rest read again at once", () => {
  const recurrent = buildModel(chain([T], embedding, ["GRU", { units: 5, returnSequences: true }], scores), 3);
  const writer = createWriter(recurrent, batches, { tokens: [4, 5], count: 12, sampling: bold, seed: 5 });
  const turns: number[] = [];
  while (!writer.isDone) turns.push(writer.writeAtOnce(() => false).length);
  writer.dispose();
  recurrent.dispose();
  // Six steps of input: full with the fifth token, and after every third from there on.
  expect(turns).toEqual([5, 3, 3, 1]);
});

test("where a beginning is read in pieces, a turn may end between two of them, and the text comes out the same", () => {
  const long = 40;
  const deep = buildModel(chain([long], embedding, ["PositionalEncoding", { kind: "learned" }], attention, scores), 3);
  const order = { tokens: Array.from({ length: long }, (_, i) => 4 + (i % 8)), count: 30 };
  const text = write(order, { of: deep });
  const writer = createWriter(deep, batches, { ...order, sampling: bold, seed: 5 });
  const turns: number[] = [];
  const inTurns: WrittenToken[] = [];
  while (!writer.isDone) {
    const tokens = writer.writeAtOnce(() => true);
    inTurns.push(...tokens);
    turns.push(tokens.length);
  }
  writer.dispose();
  deep.dispose();
  expect(inTurns).toEqual(text);
  // 40 tokens in pieces of 16 before the first, then half of the input and one, 21, for the second; twenty fit until it is full again.
  expect(turns.slice(0, 5)).toEqual([0, 0, 1, 0, 1]);
  expect(turns.filter((count) => count === 0)).toHaveLength(2 + 2);
});

describe("taken step by step it writes what it writes from the whole, also when the text outgrows the input:", () => {
  test.each([
    [
      "attention with learned positions",
      [["PositionalEncoding", { kind: "learned" }], attention, ["RMSNormalization"], attention, ["FeedForward", { units: 9 }]],
    ],
    ["attention with sinusoidal positions", [["PositionalEncoding", { kind: "sinusoidal" }], attention, ["LayerNormalization"], attention]],
    ["an LSTM", [["LSTM", { units: 7, returnSequences: true }]]],
    [
      "two GRUs",
      [
        ["GRU", { units: 7, returnSequences: true }],
        ["GRU", { units: 5, returnSequences: true }],
      ],
    ],
    ["a SimpleRNN before attention", [["SimpleRNN", { units: 6, returnSequences: true }], attention]],
  ] as const)("%s", (_, layers) => {
    const deep = buildModel(chain([T], embedding, ...layers, scores), 4);
    expect(deep.canRemember).toBe(true);
    const remembered = write({ count: 3 * T }, { of: deep });
    const reread = write({ count: 3 * T }, { of: deep, reader: rereading(deep, batches) });
    expect(ids(remembered)).toEqual(ids(reread));
    remembered.forEach(({ probability }, i) => expect(probability).toBeCloseTo(reread[i]!.probability, 6));
    deep.dispose();
  });
});

test.each([
  ["attention that looks ahead", ["MultiHeadAttention", {}]],
  ["a layer that reads from the end", ["GRU", { units: 4, returnSequences: true, goBackwards: true }]],
] as const)("with %s the whole is read each time", (_, layer) => {
  const looksAhead = buildModel(chain([T], embedding, layer, scores), 4);
  expect(looksAhead.canRemember).toBe(false);
  expect(write({ tokens: [], count: 3 }, { of: looksAhead })).toHaveLength(3);
  looksAhead.dispose();
});

test("when the weights have changed and stand still again, what was kept is computed again", () => {
  const weights = model.weights.map(({ value }) => tf.clone(value));
  const writer = createWriter(model, batches, { tokens: [4, 5, 6, 7], count: 2, sampling: likeliest, seed: 5 });
  const { id } = writer.writeAtOnce(() => true)[0]!;
  for (const weight of model.weights) weight.assign(tf.mul(weight.value, -1.5));
  writer.readAgain();
  const [second] = writer.writeAtOnce(() => true);
  const [fresh] = write({ tokens: [4, 5, 6, 7, id], count: 1, sampling: likeliest });
  expect(second!.id).toBe(fresh!.id);
  expect(second!.probability).toBeCloseTo(fresh!.probability, 6);
  writer.dispose();
  model.weights.forEach((weight, i) => weight.assign(weights[i]!));
});

test("padding, unknown and marks are never written, however likely, and nothing is left behind on the device", () => {
  const before = tf.memory().numTensors;
  expect(ids(write({ tokens: [4], count: 60 })).filter((id) => id < 4)).toEqual([]);
  expect(tf.memory().numTensors).toBe(before);
});
