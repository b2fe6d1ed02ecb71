import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { withInterludes } from "@/engine/worker/interludes";
import { buildModel } from "@/engine/worker/model";
import { chain } from "@/engine/worker/test-networks";
import { createTrainStep } from "@/engine/worker/train-step";
import { initialOptimizer } from "@/network/optimizers";

const settings = { loss: "sparseCategoricalCrossentropy", optimizer: initialOptimizer("adam"), gradientClip: { kind: "none", limit: 1 } } as const;
const network = chain(
  [5],
  ["Embedding", { inputDim: 9, outputDim: 6, maskZero: false }],
  ["MultiHeadAttention", { numHeads: 2, keyDim: 3, useCausalMask: true }],
  ["LSTM", { units: 4, returnSequences: true }],
  ["Dense", { units: 9, activation: "softmax" }],
);
const inputs = () => tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 4, 3], [2, 5]);
const targets = () => tf.tensor2d([2, 3, 4, 5, 6, 7, 8, 4, 3, 2], [2, 5]);
beforeAll(() => openBackend("wasm"));

/** The weights after two steps. */
function trained(interlude?: (model: ReturnType<typeof buildModel>) => void): Float32Array[] {
  const model = buildModel(network, 7);
  const trainStep = createTrainStep(model, settings, interlude && (() => interlude(model)));
  const [x, y] = [inputs(), targets()];
  for (let step = 0; step < 2; step++) {
    const { loss, correct } = trainStep.step(x, y, { learningRate: 0.01, step, seed: 7 });
    tf.dispose([loss, correct!]);
  }
  tf.dispose([x, y]);
  const weights = model.weights.map(({ value }) => Float32Array.from(value.dataSync()));
  trainStep.dispose();
  model.dispose();
  return weights;
}

test("a network answers in the midst of its own training step, there and back, and the step comes out the same to the bit", () => {
  const undisturbed = trained();
  const before = tf.memory().numTensors;
  const answers = new Set<string>();
  let count = 0;
  const disturbed = trained((model) => {
    count++;
    answers.add(tf.tidy(() => model.forward(inputs(), {}).output.dataSync().join()));
  });
  expect(disturbed).toEqual(undisturbed);
  // Between operations of two steps, each with gradients; one answer per step, as weights do not change within one.
  expect(count).toBeGreaterThan(20);
  expect(answers.size).toBe(2);
  expect(tf.memory().numTensors).toBe(before);
});

test("an interlude that fails takes the work with it, and the next work has none", () => {
  const model = buildModel(network, 7);
  const answer = () => tf.tidy(() => model.forward(inputs(), {}).output.dataSync()[0]);
  expect(() =>
    withInterludes(() => {
      throw new RangeError("no");
    }, answer),
  ).toThrow("no");
  expect(answer()).toBeGreaterThan(0);
  model.dispose();
});
