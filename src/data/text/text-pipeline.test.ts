import { describe, expect, test } from "vitest";
import { cleanText } from "@/data/text/clean";
import { encodeTexts } from "@/data/text/encode-texts";
import { createTextEncoder, tokensOf } from "@/data/text/text-encoder";
import { textFields, type TextPipeline } from "@/data/text/text-fields";
import { tokenize } from "@/data/text/tokenize";
import { buildVocabulary, compareCodePoints, longestToken } from "@/data/text/vocabulary";
import { initialConfigOf } from "@/network/fields";

const usual: TextPipeline & { tokenizer: "word" } = { ...initialConfigOf(textFields), tokenizer: "word" };
const words = (text: string) => tokenize(text, "word");

describe("cleaning", () => {
  const both = { lowercase: true, stripPunctuation: true };

  test("leaves words, figures, currency and emoji, and takes punctuation", () => {
    expect(cleanText("  WINNER!! You've won £1,000 — call 0906-170 NOW :) 🎉 ", both)).toBe("winner you've won £1 000 call 0906 170 now 🎉");
    expect(cleanText("Don’t ‘quote’ rock'n'roll, O'Neil's dogs' $5", both)).toBe("don't quote rock'n'roll o'neil's dogs $5");
    expect(cleanText("你好，世界！“再见”。", both)).toBe("你好 世界 再见");
  });

  test("what is not asked for stays", () => {
    expect(cleanText("Hi, BOB!", { lowercase: false, stripPunctuation: false })).toBe("Hi, BOB!");
    expect(cleanText("Hi, BOB!", { lowercase: true, stripPunctuation: false })).toBe("hi, bob!");
  });

  test("letters that look the same become the same, and marks that nobody sees go", () => {
    expect(cleanText("cafe\u0301", both)).toBe("café");
    expect(cleanText("\ufeffa\u200b\u202eb\u0000 c\u00a0d\r\n\te", both)).toBe("ab c d e");
    expect(cleanText("lone \ud83d half", both)).toBe("lone \ufffd half");
  });
});

describe("tokens", () => {
  test("Chinese and Japanese characters stand alone, other words whole", () => {
    expect(words("我爱 deep learning 和 GPU2 吗")).toEqual(["我", "爱", "deep", "learning", "和", "GPU2", "吗"]);
    expect(words("カタカナとひらがな")).toEqual("カ タ カ ナ と ひ ら が な".split(" "));
    expect(words("한국어 문장")).toEqual(["한국어", "문장"]);
    expect(words("𠮷野家")).toEqual(["𠮷", "野", "家"]);
  });

  test("an emoji is one token with all that belongs to it", () => {
    expect(words("ok👩‍👩‍👧‍👦👍🏽🇨🇳🇩🇪❤️1️⃣🎉🎉")).toEqual(["ok", "👩‍👩‍👧‍👦", "👍🏽", "🇨🇳", "🇩🇪", "❤️", "1️⃣", "🎉", "🎉"]);
    expect(tokenize("a👨‍🚀b", "character")).toEqual(["a", "👨‍🚀", "b"]);
  });

  test("Arabic, Hebrew, Hindi and Persian words stay whole", () => {
    expect(words("مرحبا بالعالم")).toEqual(["مرحبا", "بالعالم"]);
    expect(words("שלום עולם")).toEqual(["שלום", "עולם"]);
    expect(words("नमस्ते दुनिया")).toEqual(["नमस्ते", "दुनिया"]);
    expect(words("می\u200cخواهم")).toEqual(["می\u200cخواهم"]);
  });

  test("punctuation that stays is a token each", () => {
    expect(words("wait... what?!")).toEqual(["wait", ".", ".", ".", "what", "?", "!"]);
  });

  test("characters keep their accents and the spaces between", () => {
    expect(tokenize("né e\u0301", "character")).toEqual(["n", "é", " ", "e\u0301"]);
  });

  test("stop words are left out in their own language", () => {
    expect(tokensOf("The cat AND the hat", { ...usual, stopWords: "en" })).toEqual(["cat", "hat"]);
    expect(tokensOf("我的猫和你的狗", { ...usual, stopWords: "zh" })).toEqual(["猫", "狗"]);
  });

  test("a line of 100,000 characters and one without any take no time to speak of", () => {
    expect(tokensOf("spam ".repeat(20_000), usual)).toHaveLength(20_000);
    expect(tokensOf("a".repeat(100_000), usual)).toHaveLength(1);
    expect(tokensOf("'".repeat(100_000), usual)).toEqual([]);
    expect(tokensOf("e" + "\u0301".repeat(100_000), { ...usual, tokenizer: "character" })).toHaveLength(1);
    expect(tokensOf("", usual)).toEqual([]);
    expect(tokensOf(" \n\t ", usual)).toEqual([]);
  });
});

describe("the vocabulary", () => {
  test("counts, then the order of code points, decide", () => {
    const { tokens, counts } = buildVocabulary(
      [
        ["b", "a", "c", "a"],
        ["𠮷", "ﬀ", "c", "a"],
      ],
      { size: 9, minCount: 1 },
    );
    expect(tokens).toEqual(["<pad>", "<unk>", "<bos>", "<eos>", "a", "c", "b", "ﬀ", "𠮷"]);
    expect(counts).toEqual([0, 0, 0, 0, 3, 2, 1, 1, 1]);
  });

  test("size counts the special tokens, and rare and endless ones are left out", () => {
    const texts = [["a", "a", "b", "b", "c", "x".repeat(longestToken + 1), "x".repeat(longestToken + 1)]];
    expect(buildVocabulary(texts, { size: 5, minCount: 1 }).tokens.slice(4)).toEqual(["a"]);
    expect(buildVocabulary(texts, { size: 99, minCount: 2 }).tokens.slice(4)).toEqual(["a", "b"]);
  });

  test("code points are compared as such, not as halves of them", () => {
    expect(compareCodePoints("ﬀ", "𠮷")).toBeLessThan(0);
    expect(compareCodePoints("a", "ab")).toBeLessThan(0);
    expect(compareCodePoints("ab", "ab")).toBe(0);
    expect(compareCodePoints("b", "ab")).toBeGreaterThan(0);
  });
});

describe("encoding", () => {
  const vocabulary = buildVocabulary([["free", "prize", "call", "free"]], { size: 100, minCount: 1 });
  const encoder = createTextEncoder({ ...usual, length: 4 }, vocabulary);

  test("known tokens get their number, others 1, and padding fills up", () => {
    expect(encoder.encode("FREE beer!")).toEqual({ cleaned: "free beer", tokens: ["free", "beer"], ids: [4, 1], row: Float32Array.of(4, 1, 0, 0) });
  });

  test("what is too long is cut at its end", () => {
    expect([...encoder.encode("free free call prize prize").row]).toEqual([4, 4, 5, 6]);
  });

  test("an empty text and one of unknown words are still something to look at", () => {
    expect([...encoder.encode("").row]).toEqual([1, 0, 0, 0]);
    expect([...encoder.encode("?!").row]).toEqual([1, 0, 0, 0]);
    expect([...encoder.encode("völlig unbekannt").row]).toEqual([1, 1, 0, 0]);
  });

  test("nobody can write a special token", () => {
    expect([...encoder.encode("<pad> <bos>").row]).toEqual([1, 1, 0, 0]);
    const literal = createTextEncoder({ ...usual, length: 4, stripPunctuation: false }, vocabulary);
    expect(literal.encode("<pad>").ids).toEqual([1, 1, 1]);
  });
});

describe("a set of texts", () => {
  const loaded = { inputs: new Float32Array(), targets: Uint8Array.of(0, 1, 1), texts: ["good day", "win win prize", "never seen"], count: 3, testCount: 1 };
  const pipeline = { ...usual, length: 4, minCount: 1 };

  test("its vocabulary knows nothing of what is not trained on", () => {
    const { vocabulary, inputs, lengths } = encodeTexts(loaded, pipeline, Uint32Array.of(0, 1));
    expect(vocabulary?.tokens.slice(4)).toEqual(["win", "day", "good", "prize"]);
    expect([...inputs]).toEqual([6, 5, 0, 0, 4, 4, 7, 0, 1, 1, 0, 0]);
    expect([...(lengths ?? [])]).toEqual([2, 3, 2]);
  });

  test("a given vocabulary is used as it is", () => {
    const given = { tokens: ["<pad>", "<unk>", "<bos>", "<eos>", "seen"], counts: [0, 0, 0, 0, 1] };
    const { vocabulary, inputs } = encodeTexts(loaded, pipeline, Uint32Array.of(0, 1), given);
    expect(vocabulary).toBe(given);
    expect([...inputs.subarray(8)]).toEqual([1, 4, 0, 0]);
  });
});
