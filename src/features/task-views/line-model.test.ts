import { describe, expect, test } from "vitest";
import { lineMoments } from "@/analysis/loss-surface";
import { answerAt, errorTable, linePath, nearestPoint, surfaceDomain, thinnedPath } from "@/features/task-views/line-model";

/** 25 steps from (0, 0) straight to (2, 1). */
const path = { length: 25, value: Float32Array.from({ length: 50 }, (_, i) => ((Math.floor(i / 2) + 1) / 25) * (i % 2 === 0 ? 2 : 1)) };
const moments = lineMoments([-1, 0, 1], [-1, 1, 3]);

describe("the table of errors", () => {
  test("rows stand at 1, 10, 100, 1000 as far as the run has come, and now", () => {
    expect(errorTable(path, moments).map(({ iteration }) => iteration)).toEqual([1, 10, 25]);
  });
  test("errors are those of the weights beside them: the true line has none", () => {
    const last = errorTable(path, moments).at(-1);
    expect([last?.w, last?.b]).toEqual([2, 1]);
    expect(last?.error).toBeCloseTo(0, 12);
    expect(errorTable(path, moments)[0]?.error).toBeGreaterThan(2);
  });
  test("a run that stands exactly at 10 has one row for it", () => {
    expect(errorTable({ ...path, length: 10 }, moments).map(({ iteration }) => iteration)).toEqual([1, 10]);
  });
});

describe("the surface", () => {
  test("holds the best line in the middle and zero", () => {
    const { w, b } = surfaceDomain(path, { w: 2, b: 1 });
    expect((w[0] + w[1]) / 2).toBeCloseTo(2, 9);
    expect(Math.max(w[0], b[0])).toBeLessThan(0);
  });
  test("doubles when the path leaves it, and gives up following a path that explodes", () => {
    const usual = surfaceDomain(path, { w: 2, b: 1 }).w[1] - 2;
    const far = { length: 1, value: Float32Array.of(6, 1) };
    expect(surfaceDomain(far, { w: 2, b: 1 }).w[1] - 2).toBeCloseTo(2 * usual, 9);
    expect(surfaceDomain({ length: 1, value: Float32Array.of(1e9, 0) }, { w: 2, b: 1 }).w[1] - 2).toBeCloseTo(8 * usual, 9);
  });
  test("networks of more than two weights have no such surface", () => {
    expect(linePath({ weights: { paramCount: 3, length: 4, value: new Float32Array(12) } })).toBeUndefined();
  });
});

test("a thinned path keeps its ends", () => {
  const thin = thinnedPath(path, 4);
  expect(thin).toHaveLength(8);
  expect([thin[0], thin[6], thin[7]]).toEqual([path.value[0], 2, 1]);
});

describe("reading the line", () => {
  const grid = Float32Array.of(0, 1, 2);
  test("between two samples it is straight, and it goes on beyond the ends", () => {
    const at = (x: number) => answerAt(grid, Float32Array.of(0, 10, 30), x);
    expect([at(0.5), at(1.5), at(2), at(2.5)]).toEqual([5, 20, 30, 40]);
    expect(answerAt(new Float32Array(), new Float32Array(), 0)).toBeUndefined();
  });
  test("the nearest point is the one that looks nearest, whatever the units of the axes", () => {
    const points = { x: Float32Array.of(0, 10), y: Float32Array.of(0, 0.5) };
    const frame = { xDomain: [0, 10], yDomain: [0, 0.5] } as const;
    expect(nearestPoint(points, 1, 0.1, frame)).toEqual({ x: 0, y: 0 });
    // Nine units of x away, but less than the height of the picture.
    expect(nearestPoint(points, 1, 0.5, frame)).toEqual({ x: 10, y: 0.5 });
  });
});
