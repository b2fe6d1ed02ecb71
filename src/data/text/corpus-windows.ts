/** Running texts as examples for a language model: a window of characters, and for each of them the one that comes next. */
import type { LoadedDataset } from "@/data/define-dataset";
import { tokenize } from "@/data/text/tokenize";
import { buildVocabulary, tokenIds, unknownId, type Vocabulary } from "@/data/text/vocabulary";

export interface WindowSettings {
  /** Characters of a window. */
  readonly length: number;
  /** From the start of one window to the start of the next. */
  readonly stride: number;
  readonly vocabularySize: number;
}

/** Characters in one normal form; line breaks count. */
export function charactersOf(text: string): readonly string[] {
  return tokenize(text.toWellFormed().replace(/\r\n?/g, "\n").normalize("NFC"), "character");
}

/** The training side first, text after text, then the test part. The vocabulary is that of the training side. */
export function corpusWindows(
  { train, test }: { readonly train: readonly string[]; readonly test: readonly string[] },
  { length, stride, vocabularySize }: WindowSettings,
): LoadedDataset {
  const [seen, unseen] = [train.map(charactersOf), test.map(charactersOf)];
  const vocabulary = buildVocabulary(seen, { size: vocabularySize, minCount: 1 });
  const windows = [...seen, ...unseen].flatMap((characters) =>
    Array.from({ length: windowCount([characters.length], { length, stride }) }, (_, i) => characters.slice(i * stride, i * stride + length + 1)),
  );
  const lengthsOf = (texts: readonly (readonly string[])[]) => texts.map((characters) => characters.length);
  const testCount = windowCount(lengthsOf(unseen), { length, stride });
  const inputs = new Float32Array(windows.length * length);
  const targets = new Float32Array(windows.length * length);
  const encode = encoderOf(vocabulary);
  windows.forEach((characters, i) => {
    const ids = encode(characters);
    inputs.set(ids.subarray(0, length), i * length);
    targets.set(ids.subarray(1), i * length);
  });
  const texts = windows.map((characters) => characters.slice(0, length).join(""));
  const overlap = Math.ceil(length / stride);
  return { inputs, targets, texts, vocabulary, lengths: new Uint32Array(windows.length).fill(length), count: windows.length, testCount, overlap };
}

/** Windows of texts of so many characters; behind each there must be one more, to be guessed. */
export function windowCount(lengths: readonly number[], { length, stride }: Pick<WindowSettings, "length" | "stride">): number {
  return lengths.reduce((count, own) => count + Math.max(0, Math.ceil((own - length) / stride)), 0);
}

/** Numbers of characters, by a vocabulary. */
export function encoderOf(vocabulary: Pick<Vocabulary, "tokens">): (characters: readonly string[]) => Float32Array {
  const ids = tokenIds(vocabulary);
  return (characters) => Float32Array.from(characters, (character) => ids.get(character) ?? unknownId);
}
