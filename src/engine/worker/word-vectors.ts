/** Embeddings that start with vectors of words which others have learned. */
import * as tf from "@tensorflow/tfjs-core";
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import { readWordVectors, type WordVectors, type WordVectorSet } from "@/data/text/word-vectors";
import { padId, specialTokens, type Vocabulary } from "@/data/text/vocabulary";
import type { LoadContext } from "@/data/define-dataset";
import type { FoundVectors } from "@/engine/protocol";
import type { Model } from "@/engine/worker/model";
import { readFloats } from "@/engine/worker/read";
import type { NetworkDocument } from "@/network/document";

/** Keeps what it has read. */
export function createVectorShelf(context: LoadContext) {
  const read = new Map<WordVectorSet, Promise<WordVectors>>();
  const vectorsOf = (name: WordVectorSet) => {
    const reading = read.get(name) ?? readWordVectors(name, context);
    read.set(name, reading);
    // What failed is tried again the next time.
    reading.catch(() => read.delete(name));
    return reading;
  };
  /** Puts vectors where the network asks for them, and says for how many of the vocabulary's words there were any. */
  return async function place(network: NetworkDocument, model: Model, vocabulary: Vocabulary | undefined): Promise<readonly FoundVectors[]> {
    const reports: FoundVectors[] = [];
    for (const node of network.nodes) {
      if (node.className !== "Embedding" || node.config.pretrained === "none") continue;
      const weight = model.weights.find(({ nodeId }) => nodeId === node.id);
      if (!weight) continue;
      if (!vocabulary) throw noWords();
      const vectors = await vectorsOf(node.config.pretrained);
      const table = await readFloats(weight.value);
      const found = fill(table, vocabulary.tokens.slice(0, node.config.inputDim), vectors);
      weight.assign(tf.tensor(table, weight.value.shape, "float32"));
      reports.push({ nodeId: node.id, found, of: Math.max(0, Math.min(vocabulary.tokens.length, node.config.inputDim) - specialTokens.length) });
    }
    return reports;
  };
}

/** Padding is nothing. Words without a vector stay as they are. */
function fill(table: Float32Array, tokens: readonly string[], { dimensions, vectorOf }: WordVectors): number {
  table.fill(0, padId * dimensions, (padId + 1) * dimensions);
  let found = 0;
  for (const [id, token] of tokens.entries()) {
    const vector = id < specialTokens.length ? undefined : vectorOf(token.toLowerCase());
    if (!vector) continue;
    table.set(vector, id * dimensions);
    found++;
  }
  return found;
}

function noWords(): ProblemError {
  return new ProblemError({
    code: "embedding.noWords",
    what: message({ en: "GloVe has vectors for words, and these data have none.", zh: "GloVe 提供的是词向量，而这些数据中没有词。" }),
    remedy: message({
      en: "Let the Embedding start with random values, or choose a set of texts cut into words.",
      zh: "请让词嵌入以随机值开始，或选择按词切分的文本数据。",
    }),
  });
}
