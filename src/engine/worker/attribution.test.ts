/** Attributions against finite differences: a token whose embedding grows by a share ε changes the score by ε times its effect. */
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { attributionOf, scoreOf } from "@/engine/worker/attribution";
import { buildModel } from "@/engine/worker/model";
import { chain } from "@/engine/worker/test-networks";

beforeAll(() => openBackend("wasm"));

const T = 5;
const embedding = ["Embedding", { inputDim: 9, outputDim: 4, embeddingsInitializer: "glorotUniform" }] as const;
const share = 0.05;

test.each([
  [
    "an LSTM and a softmax",
    [
      ["LSTM", { units: 5 }],
      ["Dense", { units: 3, activation: "softmax" }],
    ],
    2,
  ],
  [
    "attention, a mean and one sigmoid, for its second class",
    [["MultiHeadAttention", { numHeads: 2, keyDim: 3 }], ["GlobalAveragePooling1D"], ["Dense", { units: 1, activation: "sigmoid" }]],
    1,
  ],
  [
    "the same for its first class",
    [["GlobalAveragePooling1D"], ["Dense", { units: 6, activation: "tanh" }], ["Dense", { units: 1, activation: "sigmoid" }]],
    0,
  ],
  ["plain scores", [["Flatten"], ["Dense", { units: 3, activation: "linear" }]], 1],
] as const)("%s: effects are the score's slopes, and padding has none", async (_, layers, target) => {
  const model = buildModel(chain([T], embedding, ...layers), 3);
  const row = tf.tensor2d([4, 7, 2, 5, 0], [1, T]);
  const node = model.weights[0]!.nodeId;
  const before = tf.memory().numTensors;
  const { effects, score } = await attributionOf({ model, embeddings: [node], row, target });
  expect(tf.memory().numTensors).toBe(before);

  const table = tf.gather(model.weights[0]!.value, tf.cast(row, "int32"));
  const scoreWith = (step: number, factor: number) => {
    const only = tf.reshape(tf.oneHot(tf.tensor1d([step], "int32"), T), [1, T, 1]);
    return scoreOf(model, row, target, new Map([[node, tf.mul(tf.mul(table, only), factor)]])).dataSync()[0]!;
  };
  expect(score).toBeCloseTo(scoreWith(0, 0), 5);
  for (let step = 0; step < T; step++) {
    const slope = (scoreWith(step, share) - scoreWith(step, -share)) / (2 * share);
    expect(Math.abs(effects[step]! - slope)).toBeLessThan(2e-3 * Math.max(1, Math.abs(slope)));
  }
  model.dispose();
});

test("without an Embedding there is nothing to differentiate by, and that is said", async () => {
  const model = buildModel(chain([T], ["Dense", { units: 2, activation: "softmax" }]), 3);
  await expect(attributionOf({ model, embeddings: [], row: tf.ones([1, T]), target: 0 })).rejects.toMatchObject({ problem: { code: "engine.noEmbedding" } });
  model.dispose();
});
