/** Finds commands by what somebody types, in either language, Chinese by its sounds too: title, keywords, explanation; then what is nearly so. Pure. */
import { locales, type Locale } from "@/base/text";
import type { Command } from "@/store/commands/define-command";
import { soundScore } from "@/store/commands/pinyin";

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

/** Letters added, lost, changed or swapped with their neighbour to make `b` of the beginning of `a`, or of all of it; 3 where it takes more than two. */
function slipsBetween(a: string, b: string): number {
  let [before, last]: [readonly number[], readonly number[]] = [[], Array.from({ length: a.length + 1 }, (_, i) => i)];
  for (let j = 1; j <= b.length; j++) {
    const row = [j];
    for (let i = 1; i <= a.length; i++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[i - 2] ?? 0) + 1 : Infinity;
      row[i] = Math.min((last[i] ?? 0) + 1, (row[i - 1] ?? 0) + 1, (last[i - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1), swapped);
    }
    [before, last] = [last, row];
  }
  return Math.min(3, ...last);
}

/** A word with a slip or two, against the beginnings of words: less than anything that is spelled so. */
function slipScore(words: string, query: string): number {
  const mostSlips = query.length < 4 ? 0 : query.length < 7 ? 1 : 2;
  if (mostSlips === 0 || words.length > 30) return 0;
  const starts = folded(words)
    .split(/[\s·_-]+/)
    .map((_, i, all) => all.slice(i).join(""));
  const slips = Math.min(
    3,
    ...starts.filter((start) => start.length >= query.length - 2).map((start) => slipsBetween(start.slice(0, query.length + 2), query)),
  );
  return slips <= mostSlips ? 52 - 10 * slips : 0;
}

/** Letters and Chinese characters typed in one are words of their own. */
const wordsOf = (typed: string) =>
  folded(typed)
    .replaceAll(/(?<=\p{Script=Han})(?=[a-z0-9])|(?<=[a-z0-9])(?=\p{Script=Han})/gu, " ")
    .split(/\s+/)
    .filter(Boolean);

/** Every word of the query must be found. With nothing typed all are there: recent ones first, the rest in their own order. */
export function searchCommands(commands: readonly Command[], typed: string, locale: Locale, recent: readonly string[] = []): readonly Found[] {
  const words = wordsOf(typed);
  const recency = (command: Command) => {
    const at = recent.indexOf(command.id);
    return at === -1 ? 0 : recent.length - at;
  };
  const find = (allowsSlips: boolean) =>
    commands
      .map((command): Found => {
        const bonus = words.length === 0 ? recency(command) : Math.min(4, recency(command));
        return { command, score: scoreOf(command, words, locale, allowsSlips) + bonus };
      })
      .filter(({ score }) => words.length === 0 || score >= 10)
      .toSorted((a, b) => b.score - a.score);
  const found = find(false);
  return words.length === 0 || (found[0]?.score ?? 0) >= leastSure ? found : find(true);
}

/** Below this a slip of the fingers is as likely as that these letters were meant. */
const leastSure = 50;

function scoreOf({ label, keywords = [] }: Command, words: readonly string[], locale: Locale, allowsSlips: boolean): number {
  let total = 0;
  for (const word of words) {
    const titles = locales.map((other) => matchScore(label[other], word) * (other === locale ? 1 : 0.95));
    const hints = keywords.map((keyword) => matchScore(keyword, word) * (keyword.length > 30 ? 0.3 : 0.7));
    const sound = locale === "zh" ? soundScore(label.zh, word) : 0;
    const slips = allowsSlips ? [slipScore(label.en, word), ...keywords.map((keyword) => 0.7 * slipScore(keyword, word))] : [];
    const best = Math.max(0, ...titles, ...hints, sound, ...slips);
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
