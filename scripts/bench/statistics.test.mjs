import { expect, test } from "vitest";
import { median, rounded } from "./statistics.mjs";

test("the median of an odd number of rounds is the middle one, whatever their order", () => {
  expect(median([30, 10, 20])).toBe(20);
});

test("the median of an even number of rounds lies between the middle two", () => {
  expect(median([40, 10, 20, 100])).toBe(30);
});

test("there is no median of no rounds", () => {
  expect(() => median([])).toThrow(RangeError);
});

test("numbers are rounded to their first digits, small or large", () => {
  expect(rounded(12_345.6)).toBe(12_300);
  expect(rounded(0.012_345)).toBe(0.0123);
});
