import { expect, test } from "vitest";
import { createRng } from "@/base/rng";
import { nearestRows, principalPlane } from "@/analysis/embedding-map";

test("the plane is that of the greatest spread, with the shares that it explains", () => {
  const rng = createRng(3);
  const width = 6;
  const [u, v] = [
    [0.5, 0.5, 0.5, 0.5, 0, 0],
    [0.5, -0.5, 0.5, -0.5, 0, 0],
  ] as const;
  const rows = Int32Array.from({ length: 40 }, (_, i) => i);
  // Two directions and nothing else: lengths 3 and 1, somewhere off the origin.
  const places = Array.from(rows, () => [3 * (rng.next() - 0.5), rng.next() - 0.5] as const);
  const values = Float32Array.from(places.flatMap(([a, b]) => Array.from({ length: width }, (_, c) => 5 + a * u[c]! + b * v[c]!)));
  const { points, explained } = principalPlane({ values, width }, rows);
  expect(explained[0] + explained[1]).toBeCloseTo(1, 5);
  expect(explained[0]).toBeGreaterThan(0.8);
  // Distances in the plane are those of the vectors.
  for (let i = 1; i < 40; i++) {
    const apart = Math.hypot(points[2 * i]! - points[0]!, points[2 * i + 1]! - points[1]!);
    expect(apart).toBeCloseTo(Math.hypot(places[i]![0] - places[0]![0], places[i]![1] - places[0]![1]), 4);
  }
});

test("both directions are those of the largest eigenvalues, on a case worked out by hand", () => {
  // Covariance diag(8, 2, 0) · 1 over four points on two axes.
  const values = Float32Array.of(2, 0, 0, -2, 0, 0, 0, 1, 0, 0, -1, 0);
  const { points, explained } = principalPlane({ values, width: 3 }, Int32Array.of(0, 1, 2, 3));
  expect([...points].map((value) => Math.round(value * 1e5) / 1e5 + 0)).toEqual([2, 0, -2, 0, 0, 1, 0, -1]);
  expect(explained[0]).toBeCloseTo(0.8, 6);
  expect(explained[1]).toBeCloseTo(0.2, 6);
});

test("vectors that are all alike have no spread, and none is lost", () => {
  const { points, explained } = principalPlane({ values: new Float32Array(12).fill(2), width: 4 }, Int32Array.of(0, 1, 2));
  expect([...points]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(explained).toEqual([0, 0]);
});

test("neighbours are told by direction, not by length, the chosen one left out; a vector of zeros is near nobody", () => {
  const table = { values: Float32Array.of(1, 0, 10, 1, 0, 3, -1, 0, 0, 0), width: 2 };
  const found = nearestRows(table, 0, Int32Array.of(0, 1, 2, 3, 4), 4);
  expect(found.map(({ row }) => row)).toEqual([1, 2, 4, 3]);
  expect(found[0]!.cosine).toBeCloseTo(10 / Math.hypot(10, 1), 6);
  expect(found.map(({ cosine }) => cosine).slice(1)).toEqual([0, 0, -1]);
});
