import { expect, test } from "vitest";
import { encodeTexts } from "@/data/text/encode-texts";
import { textFields } from "@/data/text/text-fields";
import { textFigures } from "@/data/text/text-figures";
import { initialConfigOf } from "@/network/fields";

const pipeline = { ...initialConfigOf(textFields), length: 4, minCount: 2 };
const texts = ["win a prize win", "win a car", "see you a bit later on the bus", "see you", "win see hidden"];
const loaded = encodeTexts(
  { inputs: new Float32Array(), targets: Uint8Array.of(1, 1, 0, 0, 1), texts, count: 5, testCount: 1 },
  pipeline,
  Uint32Array.of(0, 1, 2, 3),
);
const figures = textFigures(loaded, Uint32Array.of(0, 1, 2, 3), 4, 2);

test("typical is what one class has more than the others, counted by texts", () => {
  // "win" is in both texts of class 1; "a" in both of them and in one of class 0.
  expect(figures.typical[1]).toEqual([
    { token: "win", share: 1 },
    { token: "a", share: 1 },
  ]);
  expect(figures.typical[0]).toEqual([
    { token: "see", share: 1 },
    { token: "you", share: 1 },
  ]);
});

test("frequent is what most texts of a class have, common words included", () => {
  expect(figures.frequent[0]).toEqual([
    { token: "see", share: 1 },
    { token: "you", share: 1 },
    { token: "a", share: 0.5 },
  ]);
});

test("unknown and cut are shares of what the network gets", () => {
  // Within four tokens: prize, car and bit are unknown, of 4 + 3 + 4 + 2.
  expect(figures.unknownShare).toBeCloseTo(3 / 13, 10);
  expect(figures.cutShare).toBe(1 / 4);
});

test("every text is in one bin of length, longer ones in the last", () => {
  expect(figures.lengths.counts.reduce((sum, count) => sum + count, 0)).toBe(4);
  const { width, counts } = textFigures(loaded, Uint32Array.of(2), 2, 2).lengths;
  expect([width, counts.at(-1)]).toEqual([1, 1]);
});

test("without any examples there is nothing, and nothing breaks", () => {
  expect(textFigures(loaded, new Uint32Array(), 4, 2)).toMatchObject({ unknownShare: 0, cutShare: 0, typical: [[], []], frequent: [[], []] });
});
