/**
 * Tang poems in lines of five characters, of four or of eight lines, in simplified characters: whole, without their titles. Only those that
 * do with the 2,500 commonest characters, so that none has to be unknown.
 */
import { randomNumbers, shuffle } from "./seeded.mjs";
import { characterTable, tangPoetsSet } from "./tang-poets.mjs";
import { jsonFiles, pack } from "./texts.mjs";

const lines = /^\p{sc=Han}{5}，\p{sc=Han}{5}。$/u;
/** The marks after lines are among them. */
const commonest = 2500;
const testShare = 0.1;
const seed = 17070101;

export const tangVerse = {
  id: "tang-verse",
  recipe: 1,
  isLarge: true,
  package: tangPoetsSet.package,
  wanted: tangPoetsSet.wanted,
  helper: tangPoetsSet.helper,
  source:
    "npm package chinese-poetry 2.0.1, simplified with the table of characters of opencc-js 1.4.2 (Apache-2.0); poems in lines of five characters, each once, a tenth for test by a fixed seed",
  licence: "MIT; the poems are in the public domain",
  citation: tangPoetsSet.citation,
  split: "seeded",

  decode(files, helper) {
    const simplified = characterTable(helper);
    const poems = jsonFiles(files)
      .map(({ paragraphs }) => paragraphs.map((line) => line.normalize("NFC")))
      .filter((paragraphs) => [2, 4].includes(paragraphs.length) && paragraphs.every((line) => lines.test(line)))
      .map((paragraphs) => [...paragraphs.join("")].map((character) => simplified.get(character) ?? character).join(""));
    const kept = withCommonCharacters([...new Set(poems)]);
    shuffle(kept, randomNumbers(seed));
    const cut = Math.round(kept.length * (1 - testShare));
    // The class is the form: 0 of four lines, 1 of eight.
    const part = (texts) => pack(texts.map((text) => ({ text, label: [...text].length > 24 ? 1 : 0 })));
    return { train: part(kept.slice(0, cut)), test: part(kept.slice(cut)) };
  },
};

function withCommonCharacters(poems) {
  const counts = new Map();
  for (const poem of poems) for (const character of poem) counts.set(character, (counts.get(character) ?? 0) + 1);
  const known = new Set(
    [...counts]
      .toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || a.codePointAt(0) - b.codePointAt(0))
      .slice(0, commonest)
      .map(([character]) => character),
  );
  return poems.filter((poem) => [...poem].every((character) => known.has(character)));
}
