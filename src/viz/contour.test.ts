import { describe, expect, test } from "vitest";
import { contourLines } from "@/viz/contour";

describe("contourLines", () => {
  test("a slope along x is cut by a straight vertical line where it reaches the level", () => {
    const values = [0, 1, 2, 0, 1, 2, 0, 1, 2];
    const lines = contourLines(values, 3, 3, 0.5);
    const xs = [...lines].filter((v, i) => i % 2 === 0 && !Number.isNaN(v));
    expect(xs).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
  test("every point of a cone's contour is at the radius of its level", () => {
    const size = 41;
    const values = Float32Array.from({ length: size * size }, (_, i) => Math.hypot((i % size) - 20, Math.floor(i / size) - 20));
    const lines = contourLines(values, size, size, 12);
    expect(lines.length).toBeGreaterThan(100);
    const radii = Array.from({ length: lines.length / 2 }, (_, i) => Math.hypot((lines[2 * i] ?? 0) - 20, (lines[2 * i + 1] ?? 0) - 20));
    expect(radii.filter((radius) => Math.abs(radius - 12) > 0.02)).toEqual([]);
  });
  test("a flat field has no contour", () => {
    expect(contourLines(new Float32Array(16).fill(3), 4, 4, 1)).toHaveLength(0);
  });
  test("a saddle is cut twice, and never across itself", () => {
    expect([...contourLines([1, -1, -1, 1], 2, 2, 0)].filter((v) => !Number.isNaN(v))).toHaveLength(8);
  });
});
