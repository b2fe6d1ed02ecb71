import { describe, expect, test } from "vitest";
import { fillNormal } from "@/engine/worker/normal";
import { fillKeepMask, layerSeedOf, stepKey } from "@/engine/worker/random";

const layerKey = (seed: number, step: number, layer: string) => stepKey(layerSeedOf(seed, layer), step);

const count = 100_000;
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("random numbers by counter", () => {
  test("a mask drops its share and keeps the mean at 1", () => {
    const mask = fillKeepMask(new Float32Array(count), layerKey(1, 0, "dropout"), 0.3);
    // The standard error of the mean is √(0.3 / 0.7) / √100000 ≈ 0.002.
    expect(Math.abs(mean(mask) - 1)).toBeLessThan(0.01);
    expect(new Set(mask).size).toBe(2);
  });

  test("normals have mean 0, variance 1 and 4.6 % beyond two deviations", () => {
    const values = fillNormal(new Float32Array(count), layerKey(1, 0, "noise"));
    expect(Math.abs(mean(values))).toBeLessThan(0.015);
    expect(Math.abs(mean(values.map((value) => value * value)) - 1)).toBeLessThan(0.03);
    expect(values.filter((value) => Math.abs(value) > 2).length / count).toBeCloseTo(0.0455, 2);
  });

  test("normals follow the bell curve everywhere, and into its tails", () => {
    const draws = 1_000_000;
    const values = fillNormal(new Float32Array(draws), layerKey(3, 0, "noise"));
    const beyond = (limit: number) => values.reduce((sum, value) => sum + (Math.abs(value) > limit ? 1 : 0), 0);
    // 2·(1 − Φ(limit)); counts of independent draws lie within four of their standard deviations.
    const shares: readonly (readonly [number, number])[] = [
      [0.25, 0.8025873],
      [0.5, 0.6170751],
      [1, 0.3173105],
      [1.5, 0.1336144],
      [2, 0.04550026],
      [3, 0.002699796],
      [3.6541528853610088, 0.0002580325],
      [4.2, 0.00002669],
    ];
    for (const [limit, share] of shares)
      expect(Math.abs(beyond(limit) - draws * share), `beyond ${limit}`).toBeLessThan(4 * Math.sqrt(draws * share * (1 - share)));
    const fourth = values.reduce((sum, value) => sum + value ** 4, 0) / draws;
    expect(fourth).toBeCloseTo(3, 1);
    const right = values.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
    expect(Math.abs(right - draws / 2)).toBeLessThan(2 * Math.sqrt(draws));
  });

  test("seed, step and layer each change the numbers, and the same three give the same again", () => {
    const draw = (...of: Parameters<typeof layerKey>) => fillNormal(new Float32Array(4), layerKey(...of)).join();
    const all = [draw(1, 0, "a"), draw(2, 0, "a"), draw(1, 1, "a"), draw(1, 0, "b")];
    expect(new Set(all).size).toBe(4);
    expect(draw(1, 0, "a")).toBe(all[0]);
  });

  test("neighbouring values and neighbouring steps do not follow each other", () => {
    const now = fillNormal(new Float32Array(count), layerKey(1, 5, "a"));
    const later = fillNormal(new Float32Array(count), layerKey(1, 6, "a"));
    const correlation = (a: Float32Array, b: (i: number) => number) => mean(a.map((value, i) => value * b(i)));
    expect(Math.abs(correlation(now, (i) => later[i]!))).toBeLessThan(0.015);
    expect(Math.abs(correlation(now, (i) => now[(i + 1) % count]!))).toBeLessThan(0.015);
  });
});
