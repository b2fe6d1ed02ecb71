import { expect, test } from "vitest";
import { hardestCurve, nearestLine, rocGeometry } from "@/features/evaluate/roc-plot-geometry";

const curve = (x: number[], y: number[], auc = 0.5) => ({
  falsePositiveRate: Float32Array.from(x),
  truePositiveRate: Float32Array.from(y),
  thresholds: new Float32Array(x.length),
  auc,
  positives: 1,
});

test("curves start at the lower left and end at the upper right; a class without a curve has no line", () => {
  expect(rocGeometry([curve([0, 0.25, 1], [0, 0.5, 1]), curve([0], [0], Number.NaN)])).toEqual([
    [
      [0, 0],
      [0.25, 0.5],
      [1, 1],
    ],
    undefined,
  ]);
});

test("a point chooses the line that it is nearest to, between its corners too, and none from afar", () => {
  const lines = rocGeometry([curve([0, 1], [0, 1]), curve([0, 0, 1], [0, 1, 1])]);
  expect(nearestLine(lines, 0.5, 0.48, 0.1)).toBe(0);
  expect(nearestLine(lines, 0.5, 0.97, 0.1)).toBe(1);
  expect(nearestLine(lines, 0.9, 0.1, 0.1)).toBeUndefined();
  expect(nearestLine([undefined], 0, 0, 0.1)).toBeUndefined();
});

test("the hardest class is the one with the smallest area; one without a curve is none", () => {
  expect(hardestCurve([curve([0], [0], 0.9), curve([0], [0], Number.NaN), curve([0], [0], 0.7), curve([0], [0], 0.7)])).toBe(2);
  expect(hardestCurve([curve([0], [0], Number.NaN)])).toBeUndefined();
});
