/** Large Movie Review Dataset, the short reviews: was the film liked? */
import { defineTexts } from "@/data/datasets/define-texts";

export const imdbShort = defineTexts({
  id: "imdb-short",
  title: { en: "IMDB reviews, short", zh: "IMDB 短影评" },
  summary: {
    en: "Film reviews of at most 120 words; those with few stars are bad, those with many good. A fifth of each class is kept for test by a fixed seed.",
    zh: "不超过 120 词的影评；星少为差评，星多为好评。每类的五分之一按固定种子留作测试。",
  },
  source: {
    name: "Large Movie Review Dataset",
    url: "https://ai.stanford.edu/~amaas/data/sentiment/",
    licence: { en: "None stated by its authors, who ask to be cited", zh: "作者未注明许可，要求引用" },
    citation: "A. L. Maas, R. E. Daly, P. T. Pham, D. Huang, A. Y. Ng, C. Potts. Learning word vectors for sentiment analysis. ACL, 2011.",
  },
  classNames: [
    { en: "bad", zh: "差评" },
    { en: "good", zh: "好评" },
  ],
  counts: { train: 8563, test: 2141 },
  sampleText: "I expected a dull remake, but the acting is wonderful and I laughed from the first scene to the last.",
  pipeline: { length: 120, vocabularySize: 10_000, minCount: 2 },
});
