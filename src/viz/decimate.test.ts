import { describe, expect, test } from "vitest";
import { createRng } from "@/base/rng";
import { decimatedPath, indexAt, roughQuantile } from "@/viz/decimate";
import type { Scale } from "@/viz/scales";

const linear = (domain: [number, number], range: [number, number]): Scale => ({ kind: "linear", domain, range });

describe("decimatedPath", () => {
  test("few points are all kept, in order", () => {
    const path = decimatedPath([0, 5, 10], [0, 1, 0], 3, linear([0, 10], [0, 100]), linear([0, 1], [50, 0]));
    expect([...path]).toEqual([0, 50, 50, 0, 100, 50]);
  });
  test("of many points per pixel column the least and the greatest survive", () => {
    const count = 100_000;
    const rng = createRng(3);
    const x = Float64Array.from({ length: count }, (_, i) => i);
    const value = Float32Array.from({ length: count }, () => rng.next());
    value[40_321] = 7;
    value[77_777] = -3;
    const path = decimatedPath(x, value, count, linear([0, count], [0, 300]), linear([-3, 7], [100, 0]));
    const heights = [...path].filter((_, i) => i % 2 === 1);
    expect(Math.min(...heights)).toBe(0);
    expect(Math.max(...heights)).toBe(100);
    expect(path.length).toBeLessThanOrEqual(2 * 4 * 301);
    for (let i = 2; i < path.length; i += 2) expect(path[i] ?? 0).toBeGreaterThanOrEqual(path[i - 2] ?? 0);
  });
  test("a value that is not a number breaks the line", () => {
    const path = decimatedPath([0, 1, 2], [1, Number.NaN, 1], 3, linear([0, 2], [0, 200]), linear([0, 1], [10, 0]));
    expect([...path]).toEqual([0, 0, Number.NaN, Number.NaN, 200, 0]);
  });
  test("zero has no place on a log scale", () => {
    const path = decimatedPath([0, 1], [0.1, 0], 2, linear([0, 1], [0, 10]), { kind: "log", domain: [0.01, 1], range: [100, 0] });
    expect(path[1]).toBeCloseTo(50, 4);
    expect(path[3]).toBeNaN();
  });
});

test("indexAt finds the nearest step", () => {
  const steps = [10, 20, 40];
  expect([0, 14, 16, 29, 31, 999].map((at) => indexAt(steps, 3, at))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(indexAt(steps, 0, 5)).toBe(-1);
});

test("roughQuantile leaves out what is not finite", () => {
  const value = [Number.NaN, 1, 2, 3, Number.POSITIVE_INFINITY, 4, 5];
  expect(roughQuantile(value, value.length, 0)).toBe(1);
  expect(roughQuantile(value, value.length, 0.5)).toBe(3);
  expect(roughQuantile(value, value.length, 1)).toBe(5);
});
