import { describe, expect, test } from "vitest";
import { chooseToken, likeliest } from "@/data/text/sampling";
import { createRng } from "@/base/rng";

const said = [0.1, 0.4, 0.2, 0.05, 0.25];
const all = { temperature: 1, topK: 0, topP: 1 };
/** How often each token comes in so many draws. */
function draws(sampling: typeof all, count = 20_000, never: readonly number[] = []): number[] {
  const rng = createRng(3);
  const times = said.map(() => 0);
  for (let i = 0; i < count; i++) {
    const { id } = chooseToken(said, sampling, rng, never);
    times[id] = (times[id] ?? 0) + 1;
  }
  return times.map((n) => n / count);
}

describe("the next token", () => {
  test("is the likeliest at temperature 0, the first of equal ones", () => {
    expect(chooseToken(said, { ...all, temperature: 0 }, createRng(1))).toEqual({ id: 1, probability: 0.4 });
    expect(chooseToken([0.5, 0.5], { ...all, temperature: 0 }, createRng(1)).id).toBe(0);
  });

  test("comes as often as the network says at temperature 1", () => {
    draws(all).forEach((share, id) => expect(share).toBeCloseTo(said[id] ?? 0, 1.7));
  });

  test("comes by p^(1/T) at other temperatures", () => {
    const sharp = said.map((p) => p ** 2);
    const sum = sharp.reduce((a, b) => a + b);
    draws({ ...all, temperature: 0.5 }).forEach((share, id) => expect(share).toBeCloseTo((sharp[id] ?? 0) / sum, 1.7));
    expect(draws({ ...all, temperature: 0.01 }, 100)).toEqual([0, 1, 0, 0, 0]);
  });

  test("is among the k likeliest, and among those that hold the share p", () => {
    expect(draws({ ...all, topK: 2 }).map((share) => share > 0)).toEqual([false, true, false, false, true]);
    // 0.4 + 0.25 is just enough for 0.65; a little more takes the next.
    expect(draws({ ...all, topP: 0.64 }).map((share) => share > 0)).toEqual([false, true, false, false, true]);
    expect(draws({ ...all, topP: 0.7 }).map((share) => share > 0)).toEqual([false, true, true, false, true]);
    expect(draws({ ...all, topP: 0.01 })[1]).toBe(1);
  });

  test("is never one that is no answer", () => {
    expect(draws({ ...all, temperature: 0 }, 10, [1])[4]).toBe(1);
    expect(draws(all, 2000, [1, 4]).map((share) => share > 0)).toEqual([true, false, true, true, false]);
  });

  test("is drawn the same from the same seed", () => {
    expect(draws(all, 50)).toEqual(draws(all, 50));
  });
});

test("alternatives stand in the order of their probability", () => {
  expect(likeliest(said, 3).map(({ id }) => id)).toEqual([1, 4, 2]);
});

test("of equally likely tokens every one is drawn, those that are no answer excepted, and the lower numbers stand first", () => {
  const even = [0.1, 0.3, 0.1, 0.3, 0.1, 0.1];
  const rng = createRng(4);
  const drawn = new Set(Array.from({ length: 500 }, () => chooseToken(even, all, rng, [4]).id));
  expect([...drawn].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 5]);
  expect(likeliest(even, 4).map(({ id }) => id)).toEqual([1, 3, 0, 2]);
  expect(likeliest(even, 9).map(({ id }) => id)).toEqual([1, 3, 0, 2, 4, 5]);
  expect(() => chooseToken([0.5, 0.5], all, rng, [0, 1])).toThrow(RangeError);
});
