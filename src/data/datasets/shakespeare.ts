/** Hamlet and the Sonnets, character by character: what comes next? */
import { defineCorpus } from "@/data/datasets/define-corpus";

export const shakespeare = defineCorpus({
  id: "shakespeare",
  title: { en: "Shakespeare", zh: "莎士比亚" },
  summary: {
    en: "Hamlet and the Sonnets as running text, cut into windows of characters; each character is to be guessed from those before it. The last tenth of both texts is kept for test.",
    zh: "《哈姆雷特》与十四行诗的连续文本，切成字符窗口；要根据前面的字符猜出每个字符。两部文本的最后十分之一留作测试。",
  },
  source: {
    name: "Hamlet, Sonnets (Project Gutenberg)",
    url: "https://www.gutenberg.org/ebooks/1524",
    licence: { en: "Public domain", zh: "公有领域" },
    citation: "W. Shakespeare. Hamlet, Prince of Denmark, about 1600; Sonnets, 1609.",
  },
  lengths: { train: [154_484, 84_444], test: [17_165, 9_383] },
  // 68 characters and the four special ones.
  vocabularySize: 72,
  sampleText: "To be, or not to be,",
});
