import { expect, test } from "vitest";
import { createRng, mixSeed, permutation, seedFromName } from "@/base/rng";

const draw = (seed: number, count: number) => {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => rng.next());
};

test("the same seed gives the same numbers, another seed others", () => {
  expect(draw(7, 20)).toEqual(draw(7, 20));
  expect(draw(7, 20)).not.toEqual(draw(8, 20));
});

test("uniform numbers fill [0, 1) evenly", () => {
  const bins = new Array<number>(10).fill(0);
  const values = draw(1, 100_000);
  expect(values.every((u) => u >= 0 && u < 1)).toBe(true);
  for (const u of values) bins[Math.floor(u * 10)]!++;
  // Chi-square with 9 degrees of freedom: 27.9 is exceeded once in 1,000 seeds; this seed is fixed.
  const chiSquare = bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(27.9);
});

test("normal numbers have mean 0, variance 1 and the right share beyond two deviations", () => {
  const rng = createRng(3);
  const values = Array.from({ length: 100_000 }, () => rng.normal());
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  const beyond = values.filter((v) => Math.abs(v) > 2).length / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.003);
});

test("a permutation holds every index once and moves them", () => {
  const order = permutation(1000, createRng(5));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect([...order].filter((value, i) => value === i).length).toBeLessThan(10);
});

test("derived seeds differ by stream and by name, and stay 32-bit whole numbers", () => {
  const seeds = [mixSeed(1, 0), mixSeed(1, 1), mixSeed(2, 0), seedFromName(1, "dense"), seedFromName(1, "dense_1"), seedFromName(2, "dense")];
  expect(new Set(seeds).size).toBe(seeds.length);
  for (const seed of seeds) expect(seed).toBe(seed >>> 0);
});
