import { expect, test } from "vitest";
import { withNoise } from "@/data/datasets/mnist-denoise";

const side = 28 * 28;
const grey = (count: number) => new Uint8Array(count).fill(128);

test("the noise has mean 0 and the deviation that was asked for, and neighbours do not follow each other", () => {
  const noise = Float64Array.from(withNoise(grey(200_000), 0.1, 3), (value) => (value - 128) / 255);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const product = (gap: number) => mean(noise.map((value, i) => (value * (noise[(i + gap) % noise.length] ?? 0)) / 0.01));
  expect(Math.abs(mean(noise))).toBeLessThan(0.001);
  expect(Math.sqrt(mean(noise.map((value) => value * value)))).toBeCloseTo(0.1, 2);
  for (const gap of [1, 2, 28, side]) expect(Math.abs(product(gap))).toBeLessThan(0.015);
});

test("pixels stay bytes, the same seed gives the same noise, and none changes nothing", () => {
  const pixels = Uint8Array.from({ length: 3 * side + 1 }, (_, i) => (i * 37) % 256);
  expect(withNoise(pixels, 0.35, 1)).toEqual(withNoise(pixels, 0.35, 1));
  expect(withNoise(pixels, 0.35, 1)).not.toEqual(withNoise(pixels, 0.35, 2));
  expect(withNoise(pixels, 0, 1)).toEqual(pixels);
  const loud = withNoise(new Uint8Array(20_000).fill(255), 1, 1);
  // Half of them would be brighter than white.
  expect(loud.filter((value) => value === 255).length / loud.length).toBeCloseTo(0.5, 1);
});
