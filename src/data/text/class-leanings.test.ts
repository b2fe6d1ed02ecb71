import { expect, test } from "vitest";
import { classLeanings } from "@/data/text/class-leanings";

const tokens = ["<pad>", "<unk>", "<bos>", "<eos>", "the", "ham", "both", "spam"];
/** Tokens 4 to 7; two texts of class 0 and two of class 1, the last of which does not train. */
const loaded = {
  inputs: Float32Array.of(4, 5, 5, 4, 6, 0, 4, 7, 6, 5, 5, 5),
  targets: Float32Array.of(0, 0, 1, 1),
  vocabulary: { tokens, counts: tokens.map(() => 1) },
  count: 4,
  testCount: 1,
};

test("a token leans to the class that has it more often, by how much more", () => {
  const { classes, strengths } = classLeanings(loaded, Uint32Array.of(0, 1, 2), 3, 2);
  // "the" is in every text; "ham" only in class 0; "both" in half of class 0 and all of class 1; "spam" only in class 1.
  expect([...classes].slice(4)).toEqual([-1, 0, 1, 1]);
  expect(strengths[5]).toBe(1);
  expect(strengths[6]).toBeCloseTo((1 - 0.5) / 1.5, 6);
  expect(strengths[7]).toBe(1);
  expect([...classes].slice(0, 4)).toEqual([-1, -1, -1, -1]);
});

test("without classes nothing leans", () => {
  expect([...classLeanings(loaded, Uint32Array.of(0, 1), 3, 0).classes]).toEqual(Array.from({ length: 8 }, () => -1));
});
