/** Finds commands by what somebody types, in either language: title first, then keywords, then the explanation. Pure. */
import { locales, type Locale } from "@/base/text";
import type { Command } from "@/store/commands/define-command";

export interface Found {
  readonly command: Command;
  readonly score: number;
}

const folded = (words: string) => words.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** 0 = no match. The beginning of a word counts more than its middle, letters in a row more than scattered ones. */
export function matchScore(words: string, query: string): number {
  const text = folded(words);
  const at = text.indexOf(query);
  if (at === 0) return text.length === query.length ? 100 : 90;
  if (at > 0) return /[\s·_-]/.test(text[at - 1] ?? "") ? 80 : 60;
  if (query.length < 3) return 0;
  // Scattered letters in order, as `gap` for Global average pool; each must start a word or follow a hit.
  let hits = 0;
  let last = -2;
  for (let i = 0; i < text.length && hits < query.length; i += 1) {
    const startsWord = i === 0 || /[\s_-]/.test(text[i - 1] ?? "") || /[A-Z0-9]/.test(words[i] ?? "");
    if (text[i] === query[hits] && (startsWord || last === i - 1)) {
      hits += 1;
      last = i;
    }
  }
  return hits === query.length ? 40 : 0;
}

/** Every word of the query must be found. With nothing typed all are there: recent ones first, the rest in their own order. */
export function searchCommands(commands: readonly Command[], typed: string, locale: Locale, recent: readonly string[] = []): readonly Found[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const recency = (command: Command) => {
    const at = recent.indexOf(command.id);
    return at === -1 ? 0 : recent.length - at;
  };
  return commands
    .map((command): Found => ({ command, score: scoreOf(command, words, locale) + (words.length === 0 ? recency(command) : Math.min(4, recency(command))) }))
    .filter(({ score }) => words.length === 0 || score >= 10)
    .toSorted((a, b) => b.score - a.score);
}

function scoreOf({ label, keywords = [] }: Command, words: readonly string[], locale: Locale): number {
  let total = 0;
  for (const word of words) {
    const titles = locales.map((other) => matchScore(label[other], word) * (other === locale ? 1 : 0.95));
    const hints = keywords.map((keyword) => matchScore(keyword, word) * (keyword.length > 30 ? 0.3 : 0.7));
    const best = Math.max(0, ...titles, ...hints);
    if (best === 0) return 0;
    total += best;
  }
  return words.length === 0 ? 0 : total / words.length;
}

/** The part of a label to underline: where the first typed word stands. */
export function matchedPart(label: string, typed: string): readonly [number, number] | undefined {
  const word = folded(typed).split(/\s+/).find(Boolean);
  if (word === undefined) return undefined;
  const at = folded(label).indexOf(word);
  return at === -1 || folded(label).length !== label.length ? undefined : [at, at + word.length];
}
