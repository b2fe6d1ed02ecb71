/**
 * Complete Tang Poems: six poets that everybody knows, and of whom hundreds of poems are left. The package writes traditional characters;
 * they are turned into simplified ones, one by one, so that a poem typed today is understood.
 */
import { beginning, distinct, jsonFiles, split } from "./texts.mjs";

/** In the order of the page's class names, as the package writes them. */
export const tangPoets = ["李白", "杜甫", "白居易", "元稹", "李商隱", "杜牧"];
/** Some ballads are far longer than anything a network here reads. */
const longest = 400;

export const tangPoetsSet = {
  id: "tang-poets",
  recipe: 1,
  isLarge: true,
  package: {
    name: "chinese-poetry",
    version: "2.0.1",
    integrity: "sha512-KtYARvV7CWNtax0na9+Jn6PlhGgSoid7PWyDzXI4KsCEm2odZcqEQyval5koaLygZnM/EQ3lfJ//25K8p3uHNg==",
  },
  wanted: (path) => /^dist\/quantangshi\/poet\.tang\.\d+\.json$/.test(path),
  /** The table of characters. */
  helper: {
    package: {
      name: "opencc-js",
      version: "1.4.2",
      integrity: "sha512-EdcspgdROiCCZDM+jZR6Pa670xW+EW2QhctPBQ8gRjg6lrx4IHEl+2s+kt5izk/TkxVRgdWuFgaGkaEdIUfdaw==",
    },
    wanted: (path) => path === "dist/esm-lib/dict/TSCharacters.js",
  },
  source:
    "npm package chinese-poetry 2.0.1, simplified with the table of characters of opencc-js 1.4.2 (Apache-2.0); each poem once, a fifth of each poet's for test by a fixed seed",
  licence: "MIT; the poems are in the public domain",
  citation: "chinese-poetry: the most comprehensive database of Chinese poetry, github.com/chinese-poetry/chinese-poetry.",
  split: "seeded",

  decode(files, helper) {
    const simplified = characterTable(helper);
    const examples = jsonFiles(files).flatMap(({ author, title, paragraphs }) => {
      const label = tangPoets.indexOf(author);
      if (label < 0) return [];
      const written = (line) => [...line.normalize("NFC")].map((character) => simplified.get(character) ?? character).join("");
      const body = written(paragraphs.join(""));
      return [{ label, body, text: beginning(`${written(title)}\n${body}`, longest) }];
    });
    return split(distinct(examples), { testShare: 0.2, seed: 17060101 });
  },
};

/** `"traditional simplified|…"`: the file is read as text, not run. */
export function characterTable(files) {
  const [, table = ""] = /"([^"]+)"/.exec(files.get("dist/esm-lib/dict/TSCharacters.js").toString("utf8")) ?? [];
  return new Map(
    table.split("|").map((entry) => {
      const [from, to] = entry.split(" ");
      return [from, to];
    }),
  );
}
