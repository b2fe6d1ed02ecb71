/**
 * Couplets of Tang regulated verse: of the eight lines of a poem, the third and fourth and the fifth and sixth must be parallel, word for
 * word. Simplified as the poems of the six poets are.
 */
import { characterTable, tangPoetsSet } from "./tang-poets.mjs";
import { distinct, jsonFiles, split } from "./texts.mjs";

const couplet = /^(\p{sc=Han}{5}|\p{sc=Han}{7})，(\p{sc=Han}{5}|\p{sc=Han}{7})。$/u;

export const tangCouplets = {
  ...tangPoetsSet,
  id: "tang-couplets",
  recipe: 1,
  source:
    "npm package chinese-poetry 2.0.1: second and third couplets of the regulated verse of the Complete Tang Poems, simplified with the table of characters of opencc-js 1.4.2 (Apache-2.0); each upper line once, 2,000 for test by a fixed seed",

  decode(files, helper) {
    const simplified = characterTable(helper);
    const written = (line) => [...line.normalize("NFC")].map((character) => simplified.get(character) ?? character).join("");
    const examples = jsonFiles(files).flatMap(({ paragraphs }) => {
      const couplets = paragraphs.map((line) => couplet.exec(line));
      const isRegulated =
        couplets.length === 4 && couplets.every((found) => found && found[1].length === couplets[0][1].length && found[2].length === found[1].length);
      if (!isRegulated) return [];
      return couplets.slice(1, 3).map(([, upper, lower]) => ({ text: `${written(upper)}\t${written(lower)}`, body: written(upper), label: 0 }));
    });
    const once = distinct(examples);
    return split(once, { testShare: 2000 / once.length, seed: 7060101 });
  },
};
