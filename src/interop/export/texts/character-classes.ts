/** Which characters are letters, marks or emoji, as this browser knows it: programs elsewhere know other versions of Unicode. */

const patterns = {
  letters: /\p{L}+/gu,
  numbers: /\p{N}+/gu,
  marks: /\p{M}+/gu,
  punctuation: /\p{P}+/gu,
  invisible: /[\p{Cc}\p{Cf}]+/gu,
  unspaced: /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}]+/gu,
  pictures: /\p{Extended_Pictographic}+/gu,
} as const;

/** Ranges of code points, the first and the last of each one after the other. */
export type CharacterClasses = Readonly<Record<keyof typeof patterns, readonly number[]>>;

let known: CharacterClasses | undefined;

export function characterClasses(): CharacterClasses {
  known ??= rangesIn(everyCharacter());
  return known;
}

function rangesIn(characters: string): CharacterClasses {
  const ranges = (pattern: RegExp): readonly number[] => Array.from(characters.matchAll(pattern), ([run]) => [run.codePointAt(0) ?? 0, lastOf(run)]).flat();
  return Object.fromEntries(Object.entries(patterns).map(([name, pattern]) => [name, ranges(pattern)])) as CharacterClasses;
}

function lastOf(run: string): number {
  const last = run.codePointAt(run.length - 2) ?? 0;
  // Beyond the first plane a character is two units.
  return last > 0xffff ? last : run.charCodeAt(run.length - 1);
}

/** Planes that have letters or signs; the first without the halves of pairs, which stand for nothing by themselves. */
const inUse = [
  [0, 0xd800],
  [0xe000, 0x4_0000],
  [0xe_0000, 0xe_1000],
] as const;

function everyCharacter(): string {
  const parts: string[] = [];
  for (const [start, end] of inUse)
    for (let from = start; from < end; from += 0x800) parts.push(String.fromCodePoint(...Array.from({ length: 0x800 }, (_, i) => from + i)));
  return parts.join("");
}
