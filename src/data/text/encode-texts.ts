/** A set of texts as rows of numbers, by a vocabulary of its training examples alone. */
import type { LoadedDataset } from "@/data/define-dataset";
import { createTextEncoder, tokensOf } from "@/data/text/text-encoder";
import type { TextPipeline } from "@/data/text/text-fields";
import { buildVocabulary, type Vocabulary } from "@/data/text/vocabulary";

/** `given`: the vocabulary that a saved network was trained with; its numbers are the only ones that the network understands. */
export function encodeTexts(loaded: LoadedDataset, pipeline: TextPipeline, trainPositions: Uint32Array, given?: Vocabulary): LoadedDataset {
  const texts = loaded.texts ?? [];
  const tokens = texts.map((text) => tokensOf(text, pipeline));
  const training = function* () {
    for (const position of trainPositions) yield tokens[position] ?? [];
  };
  const vocabulary = given ?? buildVocabulary(training(), { size: pipeline.vocabularySize, minCount: pipeline.minCount });
  const encoder = createTextEncoder(pipeline, vocabulary);
  const inputs = new Float32Array(texts.length * pipeline.length);
  const lengths = Uint32Array.from(tokens, (own, i) => encoder.encodeInto(own, inputs, i * pipeline.length));
  return { ...loaded, inputs, vocabulary, lengths };
}
