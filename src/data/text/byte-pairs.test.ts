import { describe, expect, test } from "vitest";
import { learnBytePairs, piecesOf, runsOf } from "@/data/text/byte-pairs";
import { encodeTexts } from "@/data/text/encode-texts";
import { createTextEncoder } from "@/data/text/text-encoder";
import { textFields } from "@/data/text/text-fields";
import { tokenIds } from "@/data/text/vocabulary";
import { initialConfigOf } from "@/network/fields";

const repeated = (counts: Record<string, number>) => Object.entries(counts).map(([word, count]) => runsOf(`${word} `.repeat(count)));

describe("learning", () => {
  test("joins the most frequent neighbours first, as in the paper's example", () => {
    // Sennrich et al. 2016: low, lowest, newer, wider; here with the mark of a word's beginning in place of that of its end.
    const { tokens } = learnBytePairs(repeated({ low: 5, lowest: 2, newer: 6, wider: 3 }), { size: 100, minCount: 1 });
    const joins = tokens.slice(4).filter((token) => token.replace("▁", "").length > 1);
    // e-r stands in 9 words, l-o and o-w in 7: equal ones come in the order of their code points.
    expect(joins.slice(0, 3)).toEqual(["er", "ow", "▁low"]);
    expect(joins).toContain("▁newer");
  });

  test("counts every place anew after a join", () => {
    const { tokens, counts } = learnBytePairs([[["a", "a", "a", "a", "b"]], [["a", "a", "b"]]], { size: 100, minCount: 1 });
    // aa occurs in aaaab three times, once it is joined twice; then aa|aa|b and aa|b.
    const countOf = (token: string) => counts[tokens.indexOf(token)];
    expect([countOf("a"), countOf("b"), countOf("aa"), countOf("aab")]).toEqual([6, 2, 4, 2]);
  });

  test("single characters take at most half of the vocabulary, and rare ones none", () => {
    const { tokens } = learnBytePairs(repeated({ abc: 3, abd: 3, xyz: 1 }), { size: 10, minCount: 2 });
    // d is as frequent as c, and comes too late.
    expect(tokens.slice(4)).toEqual(["b", "▁a", "c", "▁ab", "▁abc"]);
  });
});

describe("pieces", () => {
  const ids = tokenIds(learnBytePairs(repeated({ playing: 9, played: 9, plays: 5, sing: 4, singing: 6 }), { size: 60, minCount: 1 }));
  const pieces = (text: string) => runsOf(text).map((run) => piecesOf(run, ids));

  test("a word never seen falls into known parts, and together they are the word", () => {
    const [found] = pieces("playsing");
    expect(found?.length).toBeLessThan(5);
    expect(found?.join("")).toBe("▁playsing");
    expect(pieces("playing")).toEqual([["▁playing"]]);
  });

  test("Chinese grows together without a mark, and punctuation stands alone", () => {
    expect(runsOf("明月 love, 明月")).toEqual([["明", "月"], ["▁l", "o", "v", "e"], [","], ["明", "月"]]);
  });

  test("a line of 100,000 letters is taken in parts", () => {
    const found = pieces("a".repeat(100_000)).flat();
    expect(found.join("").length).toBe(100_001);
  });
});

test("poems become pairs of characters that belong together, and a typed one is read alike", () => {
  const texts = ["明月几时有", "举头望明月", "明月松间照", "春风又绿", "春风得意", "秋水"];
  const pipeline = { ...initialConfigOf(textFields), tokenizer: "bytePair", length: 4, minCount: 1, vocabularySize: 60 } as const;
  const loaded = encodeTexts(
    { inputs: new Float32Array(), texts, targets: new Uint8Array(6), count: 6, testCount: 1 },
    pipeline,
    Uint32Array.of(0, 1, 2, 3, 4),
  );
  const encoder = createTextEncoder(pipeline, loaded.vocabulary ?? { tokens: [] });
  expect(encoder.encode("明月春风").tokens).toEqual(["明月", "春风"]);
  expect([...encoder.encode("明月几时有").row]).toEqual([...loaded.inputs.subarray(0, 4)]);
  expect([...loaded.inputs.subarray(20)]).toEqual([1, 1, 0, 0]);
});
