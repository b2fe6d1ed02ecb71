/** Which tokens have a number of their own. */

/** The first four numbers, the same in every vocabulary. */
export const specialTokens = ["<pad>", "<unk>", "<bos>", "<eos>"] as const;
export const padId = 0;
export const unknownId = 1;
export const beginId = 2;
export const endId = 3;
/** Numbers of tokens that stand for no text. */
export const specialIds: readonly number[] = specialTokens.map((_, id) => id);

/** A longer one is no word but noise; it is unknown, and keeps files small. */
export const longestToken = 64;

export interface Vocabulary {
  /** By number; the special ones first. */
  readonly tokens: readonly string[];
  /** How often each occurs in the training texts; 0 for the special ones. */
  readonly counts: readonly number[];
}

/** The most frequent tokens, at most `size` with the special ones. Equally frequent ones stand in the order of their code points. */
export function buildVocabulary(texts: Iterable<readonly string[]>, { size, minCount }: { readonly size: number; readonly minCount: number }): Vocabulary {
  const counts = new Map<string, number>();
  for (const tokens of texts) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const known = [...counts]
    .filter(([token, count]) => count >= minCount && token.length <= longestToken)
    .toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || compareCodePoints(a, b))
    .slice(0, Math.max(0, size - specialTokens.length));
  return {
    tokens: [...specialTokens, ...known.map(([token]) => token)],
    counts: [...specialTokens.map(() => 0), ...known.map(([, count]) => count)],
  };
}

/** Number of each token; the special ones cannot be written in a text. */
export function tokenIds({ tokens }: Pick<Vocabulary, "tokens">): ReadonlyMap<string, number> {
  return new Map(tokens.slice(specialTokens.length).map((token, i) => [token, i + specialTokens.length]));
}

/** Not by UTF-16 units: there, characters beyond the first plane stand before some within it. */
export function compareCodePoints(a: string, b: string): number {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [x, y] = [left.next(), right.next()];
    if (x.done || y.done) return Number(y.done === true ? 1 : 0) - Number(x.done === true ? 1 : 0);
    const difference = (x.value.codePointAt(0) ?? 0) - (y.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
}
