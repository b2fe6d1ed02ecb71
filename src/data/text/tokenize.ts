/** A cleaned text as words or characters. Written as patterns of our own, because what browsers segment by differs between them. */

/** One emoji with all that belongs to it: flags, keycaps, skin tones, families joined together. */
const emoji = String.raw`\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*[\u{E0020}-\u{E007F}]*`;
/** Scripts written without spaces, where each character is a token. */
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}]`;
const letter = String.raw`(?!${unspaced})[\p{L}\p{N}\p{M}_\u200C]`;

const words = new RegExp(String.raw`${emoji}|${unspaced}\p{M}*|(?:${letter})+(?:'(?:${letter})+)*|\S\p{M}*`, "gu");
const characters = new RegExp(String.raw`${emoji}|.\p{M}*`, "gsu");

export function tokenize(cleaned: string, tokenizer: "word" | "character"): readonly string[] {
  return cleaned.match(tokenizer === "word" ? words : characters) ?? [];
}
