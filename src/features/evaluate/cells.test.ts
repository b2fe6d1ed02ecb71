import { describe, expect, test } from "vitest";
import { confusionMatrix } from "@/analysis/confusion-matrix";
import { judgements, worstCell } from "@/features/evaluate/cells";

const evaluation = {
  indices: Int32Array.of(10, 11, 12, 13, 14),
  labels: Int32Array.of(0, 0, 1, 1, 1),
  predictions: Int32Array.of(0, 1, 0, 1, 0),
  confidences: Float32Array.of(0.75, 0.5, 0.625, 0.875, 0.9375),
};

describe("examples behind a cell", () => {
  test("a cell holds exactly its examples, by their position in the split, the surest first", () => {
    expect(judgements(evaluation, { label: 1, prediction: 0 })).toEqual([
      { index: 14, label: 1, prediction: 0, confidence: 0.9375 },
      { index: 12, label: 1, prediction: 0, confidence: 0.625 },
    ]);
    expect(judgements(evaluation, { label: 0, prediction: 0 }).map(({ index }) => index)).toEqual([10]);
  });
  test("without a cell it is all wrong answers", () => {
    expect(judgements(evaluation).map(({ index }) => index)).toEqual([14, 12, 11]);
  });
  test("an evaluation without classes has no mistakes", () => {
    expect(judgements({ indices: Int32Array.of(1, 2) })).toEqual([]);
  });
});

describe("worstCell", () => {
  test("the diagonal never counts as a mistake", () => {
    expect(worstCell(confusionMatrix(evaluation.labels, evaluation.predictions, 2))).toEqual({ label: 1, prediction: 0 });
  });
  test("without mistakes there is no worst cell", () => {
    expect(worstCell(confusionMatrix([0, 1], [0, 1], 2))).toBeUndefined();
  });
});
