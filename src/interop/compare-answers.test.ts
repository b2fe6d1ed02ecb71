import { expect, test } from "vitest";
import { areAlike, compareAnswers } from "@/interop/compare-answers";

const floats = (...values: number[]) => Float32Array.from(values);

test("the largest difference counts, as a share of the largest answer or of one", () => {
  const small = compareAnswers(floats(0.25, -0.5), floats(0.25, -0.5 + 2 ** -14), 2);
  expect(small).toEqual({ examples: 2, difference: 2 ** -14, largest: 0.5 });
  expect(areAlike(small)).toBe(true);
  expect(areAlike(compareAnswers(floats(0.5), floats(0.5 + 2 ** -13), 1))).toBe(false);
  expect(areAlike(compareAnswers(floats(-1024, 1), floats(-1024, 1.0625), 1))).toBe(true);
});

test("answers that are no numbers, too few or too many are never alike", () => {
  for (const [expected, answers] of [
    [floats(1, 2), floats(1, NaN)],
    [floats(1, NaN), floats(1, 2)],
    [floats(1, 2), floats(1)],
    [floats(1), floats(1, 2)],
    [floats(Infinity), floats(Infinity)],
  ] as const) {
    expect(areAlike(compareAnswers(expected, answers, 1))).toBe(false);
  }
});
