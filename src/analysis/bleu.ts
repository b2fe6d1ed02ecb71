/** BLEU of a corpus (Papineni et al. 2002), exactly as sacreBLEU 2 computes it by default: one reference each, exponential smoothing. */

/** `13a`: words, as the scripts of the WMT cut them; `char`: characters. */
export type BleuTokenizer = "13a" | "char";

const largestOrder = 4;

/** 0 … 100. `said` and `expected` are as long as each other. */
export function corpusBleu(said: readonly string[], expected: readonly string[], tokenizer: BleuTokenizer): number {
  const matches = new Float64Array(largestOrder);
  const totals = new Float64Array(largestOrder);
  let [saidLength, expectedLength] = [0, 0];
  said.forEach((text, i) => {
    const [own, reference] = [bleuTokens(text, tokenizer), bleuTokens(expected[i] ?? "", tokenizer)];
    saidLength += own.length;
    expectedLength += reference.length;
    for (let order = 1; order <= largestOrder; order++) {
      const known = gramsOf(reference, order);
      for (const [gram, count] of gramsOf(own, order)) {
        totals[order - 1]! += count;
        matches[order - 1]! += Math.min(count, known.get(gram) ?? 0);
      }
    }
  });
  if (matches.every((count) => count === 0)) return 0;
  const brevity = saidLength < expectedLength ? Math.exp(1 - expectedLength / saidLength) : 1;
  let logs = 0;
  let smoothing = 1;
  for (let order = 0; order < largestOrder; order++) {
    const total = totals[order]!;
    // No text is so long: sacreBLEU then counts a precision of nothing.
    if (total === 0) return 0;
    if (matches[order] === 0) smoothing *= 2;
    logs += Math.log(matches[order] === 0 ? 100 / (smoothing * total) : (100 * matches[order]!) / total);
  }
  return brevity * Math.exp(logs / largestOrder);
}

export function bleuTokens(text: string, tokenizer: BleuTokenizer): readonly string[] {
  const trimmed = text.trimEnd();
  return tokenizer === "char" ? Array.from(trimmed).filter((character) => character.trim() !== "") : internationalTokens(trimmed);
}

/** mteval-v13a: entities become characters, punctuation stands apart but within numbers. */
function internationalTokens(text: string): readonly string[] {
  const plain = text
    .replaceAll("<skipped>", "")
    .replaceAll("-\n", "")
    .replaceAll("\n", " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
  return ` ${plain} `
    .replace(/([{-~[-` -&(-+:-@/])/gu, " $1 ")
    .replace(/([^0-9])([.,])/gu, "$1 $2 ")
    .replace(/([.,])([^0-9])/gu, " $1 $2")
    .replace(/([0-9])(-)/gu, "$1 $2 ")
    .split(/\s+/u)
    .filter(Boolean);
}

function gramsOf(tokens: readonly string[], order: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + order <= tokens.length; i++) {
    const gram = tokens.slice(i, i + order).join("\u0000");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}
