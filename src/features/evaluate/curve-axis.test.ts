import { expect, test } from "vitest";
import { axisEnd } from "@/features/evaluate/curve-axis";

const plan = { totalSteps: 100_000, stepsPerEpoch: 100, isWhole: false };
const endsOf = (totalSteps: number) => Array.from({ length: totalSteps / 100 + 1 }, (_, epoch) => axisEnd({ ...plan, totalSteps, seen: epoch * 100 }) / 100);

test("a short plan is on the axis whole, from the first step", () => {
  expect(axisEnd({ ...plan, totalSteps: 2000, seen: 0 })).toBe(2000);
  expect(axisEnd({ ...plan, totalSteps: 1, stepsPerEpoch: 1, seen: 0 })).toBe(1);
});

test("of a thousand epochs the axis takes in more in six steps, and ends at the plan", () => {
  const ends = endsOf(100_000);
  expect([...new Set(ends)]).toEqual([20, 50, 100, 200, 500, 1000]);
  expect(ends).toEqual(ends.toSorted((a, b) => a - b));
});

test("once it has grown the curve fills a good part of it, and never runs over its end", () => {
  const ends = endsOf(30_000);
  const shares = ends.map((end, epoch) => epoch / end);
  expect(Math.max(...ends)).toBe(300);
  expect(Math.max(...shares)).toBe(1);
  expect(Math.max(...shares.filter((_, epoch) => (ends[epoch] ?? 0) < 300))).toBeLessThanOrEqual(0.8);
  expect(Math.min(...shares.slice(20))).toBeGreaterThan(0.25);
});

test("who asks for the whole plan has it", () => {
  expect(axisEnd({ ...plan, seen: 10, isWhole: true })).toBe(100_000);
});
