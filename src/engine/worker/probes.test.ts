import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { probeLayers } from "@/engine/worker/probes";
import { chain } from "@/engine/worker/test-networks";

beforeAll(() => openBackend("wasm"));

test("an attention layer tells how much each step looks at each other, head by head, and nothing stays on the device", async () => {
  const network = chain(
    [5],
    ["Embedding", { inputDim: 9, outputDim: 4, maskZero: true }],
    ["MultiHeadAttention", { numHeads: 3, keyDim: 2, useCausalMask: true }],
    ["Dense", { units: 2, activation: "softmax" }],
  );
  const model = buildModel(network, 1);
  const example = tf.tensor2d([4, 5, 6, 0, 0], [1, 5]);
  const before = tf.memory().numTensors;
  const probes = await probeLayers({ model, nodeIds: ["embedding_1", "multiheadattention_2"], example, data: false });
  expect(tf.memory().numTensors).toBe(before);
  const [embedding, attention] = probes;
  expect(embedding?.attention).toBeUndefined();
  expect(attention?.attention?.shape).toEqual([5, 5, 3]);
  const weight = (step: number, seen: number, head: number) => attention!.attention!.data[(step * 5 + seen) * 3 + head]!;
  for (const head of [0, 1, 2]) {
    expect(weight(0, 0, head)).toBe(1);
    expect(weight(2, 0, head) + weight(2, 1, head) + weight(2, 2, head)).toBeCloseTo(1, 6);
    // Ahead, and padding.
    expect([weight(1, 2, head), weight(4, 3, head), weight(4, 4, head)]).toEqual([0, 0, 0]);
  }
});
