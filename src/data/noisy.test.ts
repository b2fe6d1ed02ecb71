import { expect, test } from "vitest";
import { noisy } from "@/data/noisy";

const grey = new Float32Array(10_000).fill(0.5);

test("noise has the deviation that was asked for", () => {
  const off = noisy(grey, 0.1, 3).map((value) => (value - 0.5) ** 2);
  expect(Math.sqrt(off.reduce((sum, value) => sum + value, 0) / off.length)).toBeCloseTo(0.1, 2);
});
test("pixels stay between paper and ink, and the same seed draws the same noise", () => {
  const image = noisy(grey, 2, 3);
  expect(Math.min(...image)).toBe(0);
  expect(Math.max(...image)).toBe(1);
  expect(noisy(grey, 2, 3)).toEqual(image);
});
test("no noise changes nothing", () => {
  expect(noisy(grey, 0, 3)).toEqual(grey);
});
