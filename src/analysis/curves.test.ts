import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { decisionMap, gridPoints } from "@/analysis/decision-grid";
import { lineLoss, lineMoments, lossSurface } from "@/analysis/loss-surface";
import { rankMistakes } from "@/analysis/mistakes";
import { smooth } from "@/analysis/smoothing";

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });

describe("smooth", () => {
  test("keeps a constant curve constant from its first value on", () => {
    smooth(new Float32Array(50).fill(3), 0.95).forEach((value) => expect(value).toBeCloseTo(3, 6));
  });

  test("with no weight on the past gives the curve itself", () => {
    expect([...smooth([1, 5, 2], 0)]).toEqual([1, 5, 2]);
  });

  test("follows the formula: weights 0.5 and 0.25 over 0.75", () => {
    expect(smooth([1, 4], 0.5)[1]).toBeCloseTo((0.25 * 1 + 0.5 * 4) / 0.75, 6);
  });

  test("a broken value stays visible and spoils nothing after it", () => {
    const curve = smooth([2, Number.NaN, 2], 0.5);
    expect(curve[1]).toBeNaN();
    expect(curve[2]).toBe(2);
  });
});

describe("lossSurface", () => {
  test("is the mean squared error of each line, whatever the points", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(finite, finite), { minLength: 1, maxLength: 30 }), finite, finite, (points, w, b) => {
        const [x, y] = [points.map((p) => p[0]), points.map((p) => p[1])];
        const direct = points.reduce((sum, [px, py]) => sum + (w * px + b - py) ** 2, 0) / points.length;
        // Relative to the largest terms that enter, for the direct sum itself loses digits.
        const scale = points.reduce((most, [px, py]) => Math.max(most, (w * px) ** 2, b * b, py * py), 1);
        expect(Math.abs(lineLoss(lineMoments(x, y), w, b) - direct) / scale).toBeLessThan(1e-11);
      }),
    );
  });

  test("rows are b, columns are w, and the lowest point is the least-squares line", () => {
    const x = [-1, 0, 1, 2];
    const surface = lossSurface(
      x,
      x.map((value) => 2 * value + 1),
      { min: 0, max: 4 },
      { min: -1, max: 3 },
      5,
      9,
    );
    expect([...surface.w]).toEqual([0, 1, 2, 3, 4]);
    expect(surface.b[4]).toBe(1);
    expect(surface.loss[4 * 5 + 2]).toBe(0);
    expect(surface.best).toEqual({ w: 2, b: 1, loss: 0 });
    expect(surface.loss[4 * 5 + 3]).toBeCloseTo(x.reduce((sum, value) => sum + value * value, 0) / 4, 12);
  });
});

describe("decision grid", () => {
  test("runs through cell centres, row by row from the top", () => {
    expect([...gridPoints({ min: -1, max: 1 }, 2, 2)]).toEqual([-0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0.5, -0.5]);
  });

  test("names the winner and its probability, for several outputs and for one", () => {
    expect(decisionMap(Float32Array.of(0.25, 0.75, 0.5, 0.5), 2)).toEqual({ classes: Uint8Array.of(1, 0), confidences: Float32Array.of(0.75, 0.5) });
    expect(decisionMap(Float32Array.of(0.25, 0.75), 1)).toEqual({ classes: Uint8Array.of(0, 1), confidences: Float32Array.of(0.75, 0.75) });
  });
});

describe("rankMistakes", () => {
  const answers = { labels: [0, 1, 2, 1, 0], predictions: [1, 1, 0, 0, 1], confidences: [0.6, 0.99, 0.9, Number.NaN, 0.6] };
  test("puts the surest wrong answer first, ties in order, and broken ones last", () => {
    expect([...rankMistakes(answers)]).toEqual([2, 0, 4, 3]);
  });
  test("can be limited to one cell of the matrix, the diagonal included", () => {
    expect([...rankMistakes(answers, { label: 0, prediction: 1 })]).toEqual([0, 4]);
    expect([...rankMistakes(answers, { label: 1, prediction: 1 })]).toEqual([1]);
  });
});
