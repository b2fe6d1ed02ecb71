/** The known word that somebody probably meant. */

/** Letters to change, add or take away (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Undefined where nothing is like it: two letters in six may be other ones. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: { readonly word: string; readonly far: number } | undefined;
  for (const candidate of known) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    if (far <= Math.max(1, Math.floor(word.length / 3)) && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { word: candidate, far };
  }
  return best?.word;
}
