/** Whole texts as examples for a language model: from `<bos>` to `<eos>`, each character to be guessed from those before it. */
import type { LoadedDataset } from "@/data/define-dataset";
import { charactersOf } from "@/data/text/corpus-windows";
import { beginId, buildVocabulary, endId, tokenIds, unknownId, type Vocabulary } from "@/data/text/vocabulary";

interface WholeTexts {
  /** The training side first, then the test part. */
  readonly texts: readonly string[];
  readonly testCount: number;
}

/** `length`: tokens of an example; longer texts are cut, shorter ones filled up. */
export function wholeTexts(
  { texts, testCount }: WholeTexts,
  { length, vocabularySize }: { readonly length: number; readonly vocabularySize: number },
): LoadedDataset {
  const characters = texts.map(charactersOf);
  const vocabulary = buildVocabulary(characters.slice(0, texts.length - testCount), { size: vocabularySize, minCount: 1 });
  const ids = tokenIds(vocabulary);
  const inputs = new Float32Array(texts.length * length);
  const targets = new Float32Array(texts.length * length);
  characters.forEach((own, i) => {
    const row = [beginId, ...own.map((character) => ids.get(character) ?? unknownId), endId];
    inputs.set(row.slice(0, Math.min(length, row.length - 1)), i * length);
    targets.set(row.slice(1, length + 1), i * length);
  });
  return { inputs, targets, texts, vocabulary, lengths: Uint32Array.from(characters, (own) => own.length + 1), count: texts.length, testCount };
}

/** Numbers of a beginning, as a network that was trained on whole texts reads it. */
export function encodeBeginning(vocabulary: Pick<Vocabulary, "tokens">, beginning: string): Float32Array {
  const ids = tokenIds(vocabulary);
  return Float32Array.of(beginId, ...charactersOf(beginning).map((character) => ids.get(character) ?? unknownId));
}
