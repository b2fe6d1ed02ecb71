import { describe, expect, test } from "vitest";
import { gradientMeterShare, healthyGradient, histogramPaths } from "@/viz/histogram-bars";

const bars = (path: string) => path.split("M").length - 1;

describe("histogramPaths", () => {
  test("bins left of zero, around it and right of it go to their own path", () => {
    const paths = histogramPaths([1, 2, 3, 4, 5], -2.5, 2.5, 50, 10);
    expect([paths.negative, paths.zero, paths.positive].map(bars)).toEqual([2, 1, 2]);
  });
  test("with a bin edge at zero no bar straddles it", () => {
    const paths = histogramPaths([1, 1, 1, 1], -1, 1, 40, 10);
    expect([paths.negative, paths.zero, paths.positive].map(bars)).toEqual([2, 0, 2]);
  });
  test("the fullest bin is as high as the plot and an empty one has no bar", () => {
    const paths = histogramPaths([0, 4, 1], 0, 3, 30, 20);
    expect(bars(paths.positive)).toBe(2);
    expect(paths.positive).toContain("v-20");
    expect(paths.positive).toContain("v-5");
  });
  test("on an axis that is symmetric about zero the bars stand where their values are", () => {
    const paths = histogramPaths([3, 3], 0, 1, 100, 10, [-1, 1]);
    expect(paths.positive).toMatch(/^M50.5,10/);
    expect(bars(paths.positive)).toBe(2);
  });
  test("equal values are one visible bar, not a division by zero", () => {
    const paths = histogramPaths([9, 0, 0], 0.5, 0.5, 100, 10, [-1, 1]);
    expect(paths.positive + paths.zero).toMatch(/^M75\.1,10v-10h0\.8v10Z$/);
  });
  test("a histogram of nothing draws nothing", () => {
    expect(histogramPaths([0, 0], -1, 1, 20, 10)).toEqual({ negative: "", zero: "", positive: "" });
  });
});

test("the gradient meter is logarithmic from a millionth to one and clamps beyond", () => {
  expect([1e-6, 1e-3, 1, 0, 1e-9, 50].map(gradientMeterShare)).toEqual([0, 0.5, 1, 0, 0, 1]);
  expect(gradientMeterShare(healthyGradient.high)).toBeCloseTo(5 / 6, 9);
});
