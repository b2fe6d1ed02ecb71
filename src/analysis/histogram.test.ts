import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { histogramOf, rootMeanSquare } from "@/analysis/histogram";

describe("histogramOf", () => {
  test("bins are equal and the largest value belongs to the last", () => {
    expect(histogramOf([0, 0.9, 1, 2, 4], 4)).toEqual({ min: 0, max: 4, counts: Float32Array.of(2, 1, 1, 1), nonFinite: 0 });
  });

  test("values that are no numbers are counted apart", () => {
    expect(histogramOf([NaN, 1, Infinity, 2], 2)).toEqual({ min: 1, max: 2, counts: Float32Array.of(1, 1), nonFinite: 2 });
  });

  test("equal values, and no values at all, do not divide by zero", () => {
    expect(histogramOf([3, 3, 3], 5)).toEqual({ min: 3, max: 3, counts: Float32Array.of(3, 0, 0, 0, 0), nonFinite: 0 });
    expect(histogramOf([], 2)).toEqual({ min: 0, max: 0, counts: Float32Array.of(0, 0), nonFinite: 0 });
  });

  test("every value is counted exactly once", () => {
    fc.assert(
      fc.property(fc.array(fc.float()), fc.integer({ min: 1, max: 50 }), (values, bins) => {
        const { counts, nonFinite } = histogramOf(values, bins);
        expect(counts.reduce((sum, n) => sum + n, 0) + nonFinite).toBe(values.length);
      }),
    );
  });
});

test("rootMeanSquare of 3 and 4 is √12.5, and broken values are left out", () => {
  expect(rootMeanSquare([3, 4, NaN])).toBeCloseTo(Math.sqrt(12.5), 12);
  expect(rootMeanSquare([])).toBe(0);
});
