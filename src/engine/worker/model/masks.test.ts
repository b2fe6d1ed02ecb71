import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { maskAfter, maskMakers } from "@/engine/worker/model/masks";
import { chain, type Link } from "@/engine/worker/test-networks";
import type { NetworkDocument } from "@/network/document";
import { initialConfig, layerNames, layerOf } from "@/network/layers";

beforeAll(() => openBackend("wasm"));

const x = () => tf.zeros([2, 3, 4]);
const mask = (...values: number[]) => tf.tensor2d(values, [2, 3]);
const values = (made: tf.Tensor | undefined) => (made ? [...made.dataSync<"float32">()] : undefined);

test("a layer makes masks in the engine if and only if it declares so", () => {
  expect(layerNames.filter((name) => layerOf(name).masks === "makes")).toEqual(layerNames.filter((name) => maskMakers[name]));
});

test("an Embedding marks what is not padding, if it is told to", () => {
  const ids = mask(5, 1, 0, 0, 0, 7);
  const call = (maskZero: boolean) => ({ config: { ...initialConfig("Embedding"), maskZero }, inputs: [ids], masks: [undefined] });
  expect(values(maskAfter("Embedding", call(true), x()))).toEqual([1, 1, 0, 0, 0, 1]);
  expect(maskAfter("Embedding", call(false), x())).toBeUndefined();
});

test("Masking marks the steps that differ from its value in any channel", () => {
  const steps = tf.tensor3d([1, 2, 0, 0, 0, 3], [1, 3, 2]);
  const call = { config: { maskValue: 0 }, inputs: [steps], masks: [undefined] };
  expect(values(maskAfter("Masking", call, steps))).toEqual([1, 0, 1]);
});

test("a mask passes through layers that know steps, and ends at others and where the steps end", () => {
  const came = mask(1, 1, 0, 1, 0, 0);
  const after = (name: "Dropout" | "Flatten" | "Dense", output: tf.Tensor) =>
    maskAfter(name, { config: initialConfig(name) as never, inputs: [x()], masks: [came] }, output);
  expect(values(after("Dropout", x()))).toEqual([1, 1, 0, 1, 0, 0]);
  expect(values(after("Dense", tf.zeros([2, 3, 7])))).toEqual([1, 1, 0, 1, 0, 0]);
  expect(after("Dense", tf.zeros([2, 7]))).toBeUndefined();
  expect(after("Flatten", tf.zeros([2, 12]))).toBeUndefined();
});

test("where wires join, a step counts that counts on one of them; a wire without a mask makes all count", () => {
  const masks = [mask(1, 0, 0, 1, 1, 0), mask(0, 0, 1, 1, 0, 0)];
  const inputs = [x(), x()];
  expect(values(maskAfter("Add", { config: {}, inputs, masks }, x()))).toEqual([1, 0, 1, 1, 1, 0]);
  expect(maskAfter("Add", { config: {}, inputs, masks: [masks[0], undefined] }, x())).toBeUndefined();
  expect(values(maskAfter("Concatenate", { config: { axis: -1 }, inputs, masks }, tf.zeros([2, 3, 8])))).toEqual([1, 0, 1, 1, 1, 0]);
});

test("sequences put one after the other keep their masks", () => {
  const call = { config: { axis: 1 }, inputs: [x(), tf.zeros([2, 1, 4])], masks: [mask(1, 0, 0, 1, 1, 0), undefined] };
  expect(values(maskAfter("Concatenate", call, tf.zeros([2, 4, 4])))).toEqual([1, 0, 0, 1, 1, 1, 0, 1]);
});

test("the mean of a text leaves its padding out, whatever stands between the Embedding and the mean", () => {
  const network = chain([4], ["Embedding", { inputDim: 5, outputDim: 3 }], ["Dense", { units: 2, activation: "linear" }], ["GlobalAveragePooling1D"]);
  const model = buildModel(network, 3);
  const answer = (...ids: number[]) => [...model.forward(tf.tensor2d(ids, [1, 4]), {}).output.dataSync<"float32">()];
  const [short, long] = [answer(2, 3, 0, 0), answer(2, 3, 2, 3)];
  short.forEach((value, i) => expect(value).toBeCloseTo(long[i]!, 6));
  expect(answer(0, 0, 0, 0)).toEqual([0, 0]);
  model.dispose();
});

test.each(["LSTM", "GRU", "SimpleRNN"] as const)("%s ends where a text does, whatever padding follows", (name) => {
  const network = chain([6], ["Embedding", { inputDim: 9, outputDim: 3 }], [name, { units: 5, returnSequences: true }], [name, { units: 4 }]);
  const model = buildModel(network, 3);
  const answer = (...ids: number[]) => [...model.forward(tf.tensor2d(ids, [1, 6]), {}).output.dataSync<"float32">()];
  const shorter = buildModel(chain([3], ...links(network)), 3);
  const alone = [...shorter.forward(tf.tensor2d([2, 3, 4], [1, 3]), {}).output.dataSync<"float32">()];
  expect(answer(2, 3, 4, 0, 0, 0)).toEqual(alone);
  expect(answer(0, 0, 0, 2, 3, 4)).toEqual(alone);
  expect(answer(2, 3, 4, 5, 0, 0)).not.toEqual(alone);
  model.dispose();
  shorter.dispose();
});

/** The layers behind the Input. */
function links({ nodes }: NetworkDocument): readonly Link[] {
  return nodes.slice(1).map(({ className, config }) => [className, config] as unknown as Link);
}
