import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { splitCounts, splitDataset } from "@/data/split";

const settings = { seed: 7, subset: 1, validationSplit: 0.2, testSplit: 0.2 };
const mnist = { count: 70_000, testCount: 10_000 };

describe("splitDataset", () => {
  test("MNIST with a fifth for validation gives 48,000, 12,000 and the official 10,000 in their own order", () => {
    const split = splitDataset(mnist, settings);
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([48_000, 12_000, 10_000]);
    expect([split.test[0], split.test[9_999]]).toEqual([60_000, 69_999]);
  });

  test("the same seed gives the same split, another seed another one", () => {
    expect(splitDataset(mnist, settings)).toEqual(splitDataset(mnist, settings));
    expect(splitDataset(mnist, { ...settings, seed: 8 }).train).not.toEqual(splitDataset(mnist, settings).train);
  });

  test("the subset thins training and validation but never the test part", () => {
    const split = splitDataset(mnist, { ...settings, subset: 0.1 });
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([4_800, 1_200, 10_000]);
    const whole = splitDataset({ count: 100, testCount: 0 }, settings);
    const half = splitDataset({ count: 100, testCount: 0 }, { ...settings, subset: 0.5 });
    expect(half.test).toEqual(whole.test);
  });

  test("of a running text, validation is one stretch of it that has nothing in common with what trains", () => {
    const text = { count: 1000, testCount: 100, overlap: 4 };
    const { train, validation, test: tested } = splitDataset(text, settings);
    expect([train.length, validation.length, tested[0]]).toEqual([720, 180 - 8, 900]);
    const first = validation[0] ?? 0;
    const last = validation.at(-1) ?? 0;
    expect(last - first).toBe(validation.length - 1);
    expect(train.filter((position) => position >= first - 4 && position <= last + 4)).toEqual(new Uint32Array());
    expect(train.slice(0, 5)).not.toEqual(train.toSorted().slice(0, 5));
    expect(splitDataset(text, settings)).toEqual({ train, validation, test: tested });
  });

  test("no position is used twice, all are used at subset 1, training always keeps one, and the counts foretell the sizes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 50 }),
        fc.record({
          seed: fc.nat(),
          subset: fc.double({ min: 0, max: 1, noNaN: true }),
          validationSplit: fc.double({ min: 0, max: 1, noNaN: true }),
          testSplit: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        (trainSide, testCount, drawn) => {
          const counts = { count: trainSide + testCount, testCount };
          const split = splitDataset(counts, drawn);
          const all = [...split.train, ...split.validation, ...split.test];
          expect(new Set(all).size).toBe(all.length);
          expect(all.every((position) => position < counts.count)).toBe(true);
          expect(split.train.length).toBeGreaterThan(0);
          expect(splitCounts(counts, drawn)).toEqual({ train: split.train.length, validation: split.validation.length, test: split.test.length });
          const whole = splitCounts(counts, { ...drawn, subset: 1 });
          expect(whole.train + whole.validation + whole.test).toBe(counts.count);
        },
      ),
    );
  });
});
