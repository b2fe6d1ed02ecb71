import { expect, test } from "vitest";
import { charactersOf, corpusWindows, windowCount } from "@/data/text/corpus-windows";

const settings = { length: 4, stride: 3, vocabularySize: 20 };
const loaded = corpusWindows({ train: ["abcabcab", "xy"], test: ["abcde"] }, settings);
const row = (values: ArrayLike<number>, i: number) => Array.from({ length: 4 }, (_, j) => loaded.vocabulary?.tokens[values[i * 4 + j] ?? 0]).join("");

test("each window is followed by its own next characters, text after text", () => {
  expect([loaded.count, loaded.testCount]).toEqual([3, 1]);
  expect([0, 1, 2].map((i) => row(loaded.inputs, i))).toEqual(["abca", "abca", "abc<unk>"]);
  expect([0, 1, 2].map((i) => row(loaded.targets ?? [], i))).toEqual(["bcab", "bcab", "bc<unk><unk>"]);
  expect(loaded.texts).toEqual(["abca", "abca", "abcd"]);
});

test("the vocabulary is that of the training side alone, the special tokens first", () => {
  expect(loaded.vocabulary?.tokens).toEqual(["<pad>", "<unk>", "<bos>", "<eos>", "a", "b", "c", "x", "y"]);
});

test("how many windows there are is known before the texts are", () => {
  for (const length of [1, 4, 5, 8, 9, 100]) {
    const { count } = corpusWindows({ train: ["n".repeat(length)], test: [] }, settings);
    expect(windowCount([length], settings)).toBe(count);
  }
});

test("line breaks count as characters, and are the same from every system", () => {
  expect(charactersOf("a\r\nb\rc\n")).toEqual(["a", "\n", "b", "\n", "c", "\n"]);
});
