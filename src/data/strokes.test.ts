import { describe, expect, test } from "vitest";
import { centerDigit } from "@/data/center-digit";
import { gridSide, inkGrid, strokeWidth, type Stroke } from "@/data/strokes";

const line = (x1: number, y1: number, x2: number, y2: number, pressure = 0.5): Stroke => [
  { x: x1, y: y1, pressure },
  { x: x2, y: y2, pressure },
];
const ink = (grid: Float32Array) => grid.reduce((sum, value) => sum + value, 0);

describe("ink of strokes", () => {
  test("a line has the area of its length times its width, plus round ends", () => {
    const stroke = line(0.2, 0.5, 0.8, 0.5);
    const width = strokeWidth([stroke]) * gridSide;
    const expected = 0.6 * gridSide * width + (Math.PI * width * width) / 4;
    expect(ink(inkGrid([stroke])) / expected).toBeCloseTo(1, 1);
  });
  test("a tap leaves a dot", () => {
    expect(ink(inkGrid([[{ x: 0.5, y: 0.5, pressure: 0.5 }]]))).toBeGreaterThan(3);
  });
  test("crossing strokes do not ink twice", () => {
    expect(Math.max(...inkGrid([line(0.2, 0.2, 0.8, 0.8), line(0.8, 0.2, 0.2, 0.8)]))).toBe(1);
  });
  test("a pen pressed hard draws wider", () => {
    expect(ink(inkGrid([line(0.2, 0.5, 0.8, 0.5, 1)]))).toBeGreaterThan(ink(inkGrid([line(0.2, 0.5, 0.8, 0.5, 0.1)])));
  });
  test("strokes beyond the pad are cut at its edge", () => {
    expect(inkGrid([line(-0.5, 0.5, 1.5, 0.5)]).every(Number.isFinite)).toBe(true);
  });
  test("small and large drawings of one shape become nearly the same digit", () => {
    const seven = (size: number, at: number): Stroke[] => [[...line(at, at, at + size, at), ...line(at + size, at, at + size * 0.4, at + size * 1.4)]];
    const large = centerDigit(inkGrid(seven(0.5, 0.2)), gridSide, gridSide) ?? new Float32Array();
    const small = centerDigit(inkGrid(seven(0.25, 0.05)), gridSide, gridSide);
    const difference = large.reduce((sum, value, i) => sum + Math.abs(value - (small?.[i] ?? 0)), 0);
    expect(difference / ink(large)).toBeLessThan(0.15);
  });
});
