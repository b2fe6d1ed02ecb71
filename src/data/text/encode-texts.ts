/** A set of texts as rows of numbers, by a vocabulary of its training examples alone. */
import type { LoadedDataset } from "@/data/define-dataset";
import { learnBytePairs } from "@/data/text/byte-pairs";
import { createTextEncoder, textRuns, tokensOf } from "@/data/text/text-encoder";
import type { TextPipeline } from "@/data/text/text-fields";
import { buildVocabulary, type Vocabulary } from "@/data/text/vocabulary";

/** `given`: the vocabulary that a saved network was trained with; its numbers are the only ones that the network understands. */
export function encodeTexts(loaded: LoadedDataset, pipeline: TextPipeline, trainPositions: Uint32Array, given?: Vocabulary): LoadedDataset {
  const texts = loaded.texts ?? [];
  const vocabulary = given ?? learnVocabulary(texts, pipeline, trainPositions);
  const encoder = createTextEncoder(pipeline, vocabulary);
  const inputs = new Float32Array(texts.length * pipeline.length);
  const lengths = Uint32Array.from(texts, (text, i) => encoder.encodeInto(text, inputs, i * pipeline.length));
  return { ...loaded, inputs, vocabulary, lengths };
}

function learnVocabulary(texts: readonly string[], pipeline: TextPipeline, trainPositions: Uint32Array): Vocabulary {
  const { tokenizer, vocabularySize: size, minCount } = pipeline;
  const training = function* <T>(read: (text: string) => T): Generator<T> {
    for (const position of trainPositions) yield read(texts[position] ?? "");
  };
  return tokenizer === "bytePair"
    ? learnBytePairs(
        training((text) => textRuns(text, pipeline)),
        { size, minCount },
      )
    : buildVocabulary(
        training((text) => tokensOf(text, { ...pipeline, tokenizer })),
        { size, minCount },
      );
}
