/** Pairs of texts: one is read, the other is to be said token by token. Both are written in one vocabulary. */
import type { LoadedDataset, PairText, PairTokens } from "@/data/define-dataset";
import { charactersOf } from "@/data/text/corpus-windows";
import { beginId, buildVocabulary, endId, padId, tokenIds, unknownId, type Vocabulary } from "@/data/text/vocabulary";

export function pairTokens(text: string, tokens: PairTokens): readonly string[] {
  return tokens === "character" ? charactersOf(text.trim()) : text.trim().split(/\s+/u).filter(Boolean);
}

/** What the numbers of tokens say, up to `<eos>`; unknown ones as `�`, padding and `<bos>` as nothing. */
export function textOfPairTokens(ids: Iterable<number>, vocabulary: Pick<Vocabulary, "tokens">, tokens: PairTokens): string {
  const said: string[] = [];
  for (const id of ids) {
    if (id === endId) break;
    if (id !== padId && id !== beginId) said.push(id === unknownId ? "\ufffd" : (vocabulary.tokens[id] ?? "\ufffd"));
  }
  return said.join(tokens === "character" ? "" : " ");
}

/** Writes a source into a row that holds nothing else of it; what is too long is cut at its end, and nothing at all is unknown. */
function writeTokens(tokens: readonly string[], ids: ReadonlyMap<string, number>, row: Float32Array): void {
  tokens.slice(0, row.length).forEach((token, i) => (row[i] = ids.get(token) ?? unknownId));
  if (tokens.length === 0 && row.length > 0) row[0] = unknownId;
}

/** [source + target]: the source of somebody's own, with `<bos>` where its target begins. */
export function sourceRow(text: string, { tokens, steps }: PairText, vocabulary: Pick<Vocabulary, "tokens">): Float32Array {
  const row = new Float32Array(steps.source + steps.target).fill(padId);
  writeTokens(pairTokens(text, tokens.source), tokenIds(vocabulary), row.subarray(0, steps.source));
  row[steps.source] = beginId;
  return row;
}

/**
 * `loaded.texts` and `loaded.targetTexts` as rows of numbers. Teacher forcing: a row of `inputs` is the source and then `<bos>` with the
 * target; a row of `targets` is the target with `<eos>`, one token ahead. The vocabulary is that of the training pairs, or a given one.
 */
export function encodePairs(loaded: LoadedDataset, pair: PairText, size: number, trainPositions: Uint32Array, given?: Vocabulary): LoadedDataset {
  const { texts = [], targetTexts = [] } = loaded;
  const { tokens, steps } = pair;
  const sources = texts.map((text) => pairTokens(text, tokens.source));
  const said = targetTexts.map((text) => pairTokens(text, tokens.target));
  const training = function* () {
    for (const position of trainPositions) yield* [sources[position] ?? [], said[position] ?? []];
  };
  const vocabulary = given ?? buildVocabulary(training(), { size, minCount: 1 });
  const ids = tokenIds(vocabulary);
  const width = steps.source + steps.target;
  const inputs = new Float32Array(texts.length * width);
  const targets = new Float32Array(texts.length * steps.target);
  for (let i = 0; i < texts.length; i++) {
    const own = (said[i] ?? []).slice(0, steps.target - 1);
    const target = Float32Array.from([beginId, ...own.map((token) => ids.get(token) ?? unknownId), endId]);
    writeTokens(sources[i] ?? [], ids, inputs.subarray(i * width, i * width + steps.source));
    inputs.set(target.subarray(0, -1), i * width + steps.source);
    targets.set(target.subarray(1), i * steps.target);
  }
  return { ...loaded, inputs, targets, vocabulary, lengths: Uint32Array.from(sources, ({ length }) => length) };
}
