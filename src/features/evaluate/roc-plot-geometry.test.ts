import { expect, test } from "vitest";
import { nearestLine, rocGeometry } from "@/features/evaluate/roc-plot-geometry";

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
      [0, 100],
      [25, 50],
      [100, 0],
    ],
    undefined,
  ]);
});

test("a point chooses the line that it is nearest to, between its corners too, and none from afar", () => {
  const lines = rocGeometry([curve([0, 1], [0, 1]), curve([0, 0, 1], [0, 1, 1])]);
  expect(nearestLine(lines, 50, 52, 10)).toBe(0);
  expect(nearestLine(lines, 50, 3, 10)).toBe(1);
  expect(nearestLine(lines, 90, 90, 10)).toBeUndefined();
  expect(nearestLine([undefined], 0, 0, 10)).toBeUndefined();
});
