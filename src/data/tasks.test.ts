import { expect, test } from "vitest";
import { datasetOf, datasets } from "@/data/datasets";
import { expectedOutput, lossesFor } from "@/data/tasks";

test("digits are told apart by cross-entropy over ten probabilities", () => {
  const mnist = datasetOf("mnist");
  expect(lossesFor(mnist)).toEqual(["sparseCategoricalCrossentropy", "categoricalCrossentropy"]);
  expect(expectedOutput(mnist, "sparseCategoricalCrossentropy")).toEqual({ shape: [10], activation: "softmax" });
});

test("two classes may also be one yes-or-no output", () => {
  const spirals = datasetOf("spirals");
  expect(lossesFor(spirals)).toEqual(["sparseCategoricalCrossentropy", "categoricalCrossentropy", "binaryCrossentropy"]);
  expect(expectedOutput(spirals, "binaryCrossentropy")).toEqual({ shape: [1], activation: "sigmoid" });
});

test("a line is fitted and an image rebuilt by their values", () => {
  expect(lossesFor(datasetOf("line"))).toEqual(["meanSquaredError", "meanAbsoluteError", "huber"]);
  expect(expectedOutput(datasetOf("line"), "huber")).toEqual({ shape: [1], activation: "linear" });
  expect(lossesFor(datasetOf("mnist-denoise"))).toEqual(["meanSquaredError", "binaryCrossentropy", "meanAbsoluteError", "huber"]);
  expect(expectedOutput(datasetOf("mnist-denoise"), "meanSquaredError")).toEqual({ shape: [28, 28, 1], activation: "sigmoid" });
});

test("ids are unique, and classes are named exactly where classes are asked for", () => {
  expect(new Set(datasets.map(({ id }) => id)).size).toBe(datasets.length);
  for (const { classNames, task } of datasets) expect(classNames !== undefined).toBe(task === "classification");
});

test("next tokens are guessed at every step, among all there are", () => {
  const text = datasetOf("shakespeare");
  expect(lossesFor(text)).toEqual(["sparseCategoricalCrossentropy", "categoricalCrossentropy"]);
  expect(expectedOutput(text, "sparseCategoricalCrossentropy")).toEqual({ shape: [64, 72], activation: "softmax" });
});
