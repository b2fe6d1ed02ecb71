import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPacer } from "@/hooks/use-paced";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function pacer() {
  const shown: number[] = [];
  return { shown, ...createPacer<number>((value) => shown.push(value), 100) };
}

test("a value after a quiet time is shown at once", () => {
  const { shown, take } = pacer();
  take(1);
  vi.advanceTimersByTime(100);
  take(2);
  expect(shown).toEqual([1, 2]);
});

test("of values that come in close succession only the newest is shown, at its time", () => {
  const { shown, take } = pacer();
  for (const value of [1, 2, 3]) take(value);
  vi.advanceTimersByTime(99);
  expect(shown).toEqual([1]);
  vi.advanceTimersByTime(1);
  expect(shown).toEqual([1, 3]);
  take(4);
  expect(shown).toEqual([1, 3]);
  vi.advanceTimersByTime(100);
  expect(shown).toEqual([1, 3, 4]);
});

test("nothing is shown once nobody looks", () => {
  const { shown, take, dispose } = pacer();
  take(1);
  take(2);
  dispose();
  vi.advanceTimersByTime(1000);
  expect(shown).toEqual([1]);
});
