/** First step of the pipeline: a text in one normal form, without what is not to be told apart. */
import type { TextPipeline } from "@/data/text/text-fields";

/** Punctuation, and the symbols of ASCII that serve as such; currency signs and emoji carry meaning. An apostrophe between letters belongs to its word. */
const punctuation = /(?!(?<=\p{L})'(?=\p{L}))[\p{P}+<=>^`|~]/gu;
/** Marks of direction, byte order and control. The joiners U+200C and U+200D hold Persian words and emoji together, and stay. */
const invisible = /(?![\u200c\u200d\s])[\p{Cc}\p{Cf}]/gu;

/** Letters composed (NFC), spaces single. The same for every text and every browser. */
export function cleanText(text: string, { lowercase, stripPunctuation }: Pick<TextPipeline, "lowercase" | "stripPunctuation">): string {
  const composed = text.toWellFormed().replace(/[’ʼ]/gu, "'").normalize("NFC");
  const cased = lowercase ? composed.toLowerCase() : composed;
  const bare = stripPunctuation ? cased.replace(punctuation, " ") : cased;
  return bare.replace(invisible, "").replace(/\s+/gu, " ").trim();
}
