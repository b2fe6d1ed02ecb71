import { expect, test } from "vitest";
import { encodeBeginning, wholeTexts } from "@/data/text/whole-texts";

const [pad, unknown, bos, eos] = [0, 1, 2, 3];

test("a text begins with <bos>, is to end with <eos>, and what is behind it is padding", () => {
  const { inputs, targets, vocabulary, testCount, lengths } = wholeTexts({ texts: ["春风", "春", "花"], testCount: 1 }, { length: 4, vocabularySize: 10 });
  const [spring = -1, wind = -1] = ["春", "风"].map((character) => vocabulary?.tokens.indexOf(character));
  expect([...inputs]).toEqual([bos, spring, wind, pad, bos, spring, pad, pad, bos, unknown, pad, pad]);
  expect([...(targets ?? [])]).toEqual([spring, wind, eos, pad, spring, eos, pad, pad, unknown, eos, pad, pad]);
  expect([testCount, [...(lengths ?? [])]]).toEqual([1, [3, 2, 2]]);
});

test("a text that is too long is cut before its end", () => {
  const { inputs, targets } = wholeTexts({ texts: ["aba"], testCount: 0 }, { length: 2, vocabularySize: 10 });
  expect([...inputs]).toEqual([bos, 4]);
  expect([...(targets ?? [])]).toEqual([4, 5]);
});

test("a beginning without a character is <bos> alone", () => {
  const vocabulary = { tokens: ["<pad>", "<unk>", "<bos>", "<eos>", "月"] };
  expect([...encodeBeginning(vocabulary, "")]).toEqual([bos]);
  expect([...encodeBeginning(vocabulary, "月x")]).toEqual([bos, 4, unknown]);
});
