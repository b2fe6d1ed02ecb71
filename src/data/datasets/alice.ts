/** Alice's Adventures in Wonderland, character by character: what comes next? */
import { defineCorpus } from "@/data/datasets/define-corpus";

export const alice = defineCorpus({
  id: "alice",
  title: { en: "Alice in Wonderland", zh: "爱丽丝漫游奇境" },
  summary: {
    en: "The whole book as running text, cut into windows of characters; each character is to be guessed from those before it. The last tenth is kept for test.",
    zh: "整本书的连续文本，切成字符窗口；要根据前面的字符猜出每个字符。最后十分之一留作测试。",
  },
  source: {
    name: "Alice's Adventures in Wonderland (Project Gutenberg)",
    url: "https://www.gutenberg.org/ebooks/11",
    licence: { en: "Public domain", zh: "公有领域" },
    citation: "L. Carroll. Alice's Adventures in Wonderland, 1865.",
  },
  lengths: { train: [128_133], test: [14_237] },
  // 69 characters and the four special ones.
  vocabularySize: 73,
  sampleText: "Alice was beginning to",
});
