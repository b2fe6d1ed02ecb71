/** How English words are said: letters in, phonemes out. */
import { definePairFiles } from "@/data/datasets/define-pairs";

export const cmudict = definePairFiles({
  id: "cmudict",
  title: { en: "English words, spoken", zh: "英语单词发音" },
  summary: {
    en: "105,000 English words and names of three to ten letters, each with the sounds it is said with, in the 39 phonemes of CMUdict, without stress. The test words are in no other part.",
    zh: "十万五千个三至十个字母的英语单词与名字，各配其读音，用 CMUdict 的 39 个音素表示，不含重音。测试单词不在其他部分出现。",
  },
  source: {
    name: "The Carnegie Mellon Pronouncing Dictionary",
    url: "http://www.speech.cs.cmu.edu/cgi-bin/cmudict",
    licence: { en: "BSD 2-Clause", zh: "BSD 2-Clause" },
    citation: "The Carnegie Mellon Pronouncing Dictionary, Carnegie Mellon University, 1998.",
  },
  pair: { tokens: { source: "character", target: "space" }, steps: { source: 10, target: 13 }, bleu: "13a" },
  // 26 letters, 39 phonemes and the four special ones.
  vocabularySize: 69,
  counts: { train: 101_489, test: 4000 },
  sampleText: "playground",
});
