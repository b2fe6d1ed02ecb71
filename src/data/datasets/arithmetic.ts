/** Sums as they are written, and what they come to: carrying over is an algorithm that nobody tells the network. */
import { defineDrawnPairs } from "@/data/datasets/define-pairs";
import { int } from "@/network/fields";

const fields = {
  digits: int({
    label: { en: "Digits", zh: "位数" },
    help: {
      en: "Of each number at most. There are 10,000 sums of two digits and a million of three.",
      zh: "每个数最多几位。两位数的加法有一万种，三位数有一百万种。",
    },
    initial: 2,
    min: 2,
    max: 3,
  }),
} as const;

export const arithmetic = defineDrawnPairs({
  id: "arithmetic",
  title: { en: "Sums", zh: "加法" },
  summary: {
    en: "Two numbers with a plus between them, “27+98”, and their sum, “125”. None of the sums that are kept for test is among those that train.",
    zh: "两个数与加号，如 “27+98”，及其和 “125”。留作测试的算式都不在训练样本中。",
  },
  pair: { tokens: { source: "character", target: "character" }, steps: { source: 7, target: 5 }, bleu: "char" },
  // Ten digits, the plus, and the four special ones.
  vocabularySize: 15,
  sampleText: "27+98",
  fields,
  count: 8000,
  draw(rng, { digits }) {
    const number = () => Math.floor(rng.next() * 10 ** digits);
    const [a, b] = [number(), number()];
    return [`${a}+${b}`, String(a + b)];
  },
});
