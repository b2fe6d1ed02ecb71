/** Curves and areas against scikit-learn on the same scores (scripts/goldens/roc.py). */
import { describe, expect, test } from "vitest";
import golden from "@/analysis/roc.golden.json";
import { rocCurve, rocReport, thinned } from "@/analysis/roc";

const tolerance = 1e-6;
const column = (scores: readonly number[], count: number, k: number) => {
  const width = scores.length / count;
  return Float32Array.from({ length: count }, (_, i) => (width === 1 ? (k === 1 ? 1 : -1) * scores[i]! : scores[i * width + k]!));
};
type Points = { readonly falsePositiveRate: ArrayLike<number>; readonly truePositiveRate: ArrayLike<number> };
const pointsOf = ({ falsePositiveRate: x, truePositiveRate: y }: Points) => Array.from(x, (value, i) => [value, y[i]!] as const);

/** How far a point is from the nearest of the lines from corner to corner. */
function distanceTo(curve: Points, [x, y]: readonly [number, number]): number {
  const corners = pointsOf(curve);
  return Math.min(
    ...corners.slice(1).map(([endX, endY], i) => {
      const [startX, startY] = corners[i]!;
      const [dx, dy] = [endX - startX, endY - startY];
      const along = Math.min(1, Math.max(0, ((x - startX) * dx + (y - startY) * dy) / (dx * dx + dy * dy)));
      return Math.hypot(startX + along * dx - x, startY + along * dy - y);
    }),
  );
}

describe.each(golden.cases)("$name", ({ classes, labels, scores, perClass, curves, macro, weighted }) => {
  const report = rocReport(Array.from({ length: classes }, (_, k) => rocCurve(column(scores, labels.length, k), (i) => labels[i] === k)));

  test("areas per class and their means are scikit-learn's", () => {
    const came = [...report.perClass.map(({ auc }) => auc), report.macro, report.weighted];
    // Where scikit-learn has none, null, there must be none.
    const apart = [...perClass, macro, weighted].map((wanted, i) =>
      wanted === null ? Number(!Number.isNaN(came[i])) : Math.abs((came[i] ?? Infinity) - wanted),
    );
    expect(Math.max(...apart)).toBeLessThanOrEqual(tolerance);
  });

  test("so are the curves, each with no more points than turns", () => {
    curves.forEach((wanted, k) => {
      if (!wanted) return;
      const came = report.perClass[k]!;
      for (const point of pointsOf(wanted)) expect(distanceTo(came, point)).toBeLessThanOrEqual(tolerance);
      for (const point of pointsOf(came)) expect(distanceTo(wanted, point)).toBeLessThanOrEqual(tolerance);
      expect(came.thresholds.length).toBeLessThanOrEqual(wanted.truePositiveRate.length);
    });
  });
});

test("a threshold is the score of the last example that is taken for the class", () => {
  expect([...rocCurve(Float32Array.of(0.75, -0.5, 0.25), (i) => i === 2).thresholds]).toEqual([Infinity, 0.75, 0.25, -0.5]);
});

test("thinned, a curve keeps its ends and its area", () => {
  const scores = Float32Array.from({ length: 200 }, (_, i) => Math.sin(i * 12.9));
  const curve = rocCurve(scores, (i) => i % 3 === 0);
  const few = thinned(curve, 10);
  expect(few.thresholds).toHaveLength(10);
  expect([few.falsePositiveRate[0], few.truePositiveRate[0], few.falsePositiveRate[9], few.truePositiveRate[9]]).toEqual([0, 0, 1, 1]);
  expect(few.auc).toBe(curve.auc);
  expect(thinned(curve, 1000)).toBe(curve);
});

test("nothing at all has no area", () => {
  expect(rocCurve(new Float32Array(), () => true).auc).toBeNaN();
  expect(rocReport([]).macro).toBeNaN();
});
