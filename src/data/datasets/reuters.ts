/** Reuters-21578: newswire of 1987 in nine topics, of very different sizes. */
import { defineTexts } from "@/data/datasets/define-texts";

export const reuters = defineTexts({
  id: "reuters",
  title: { en: "Reuters topics", zh: "路透社新闻主题" },
  summary: {
    en: "Newswire of 1987: title and beginning of the texts that have one of nine topics and no other. Half are about earnings, so look at recall per class.",
    zh: "1987 年的新闻稿：只属于九个主题之一的文本，取标题与开头。半数是财报，因此要看每类的召回率。",
  },
  source: {
    name: "Reuters-21578",
    url: "https://archive.ics.uci.edu/dataset/137/reuters+21578+text+categorization+collection",
    licence: { en: "Copyright Reuters Ltd.; distributed by D. D. Lewis for research only", zh: "版权归 Reuters Ltd.；由 D. D. Lewis 发布，仅供研究" },
    citation: "D. D. Lewis. Reuters-21578 text categorization test collection, distribution 1.0, 1997.",
  },
  classNames: [
    { en: "earnings", zh: "财报" },
    { en: "acquisitions", zh: "并购" },
    { en: "crude oil", zh: "原油" },
    { en: "trade", zh: "贸易" },
    { en: "currencies", zh: "外汇" },
    { en: "interest", zh: "利率" },
    { en: "shipping", zh: "航运" },
    { en: "sugar", zh: "食糖" },
    { en: "coffee", zh: "咖啡" },
  ],
  counts: { train: 5885, test: 1472 },
  sampleText: "Brazil coffee exporters expect higher prices after frost damaged the harvest, traders said.",
  pipeline: { length: 64, vocabularySize: 5000, minCount: 2 },
});
