/** A small GPT (Radford et al. 2019): blocks of causal attention and feed-forward, normalised before each, a wire round each. */
import { buildNetwork } from "@/examples/build-network";
import type { NetworkDocument } from "@/network/document";

interface GptSize {
  /** Tokens that it sees at once. */
  readonly steps: number;
  readonly vocabulary: number;
  /** Numbers per token, all heads together. */
  readonly size: number;
  readonly heads: number;
  readonly blocks: number;
  readonly dropout: number;
  /** Examples may be shorter than the window, filled up with padding. */
  readonly hasPadding?: boolean;
}

export function gptNetwork({ steps, vocabulary, size, heads, blocks, dropout, hasPadding = false }: GptSize): NetworkDocument {
  const builder = buildNetwork();
  const input = builder.add(["Input", { shape: [steps] }]);
  const embedding = builder.add(["Embedding", { inputDim: vocabulary, outputDim: size, maskZero: hasPadding }], input);
  let last = builder.add(["PositionalEncoding", { kind: "learned" }], embedding);
  for (let block = 0; block < blocks; block++)
    last = builder.block("transformerDecoder", () => {
      const calm = builder.add(["LayerNormalization", { epsilon: 1e-5 }], last);
      const attention = builder.add(["MultiHeadAttention", { numHeads: heads, keyDim: size / heads, useCausalMask: true, dropout }], calm);
      const attended = builder.add(["Add"], last, attention);
      const calmer = builder.add(["LayerNormalization", { epsilon: 1e-5 }], attended);
      const worked = builder.add(["FeedForward", { units: 4 * size, hiddenActivation: "gelu", dropout }], calmer);
      return builder.add(["Add"], attended, worked);
    });
  const end = builder.add(["LayerNormalization", { epsilon: 1e-5 }], last);
  builder.add(["Dense", { units: vocabulary, activation: "softmax" }], end);
  return builder.network();
}
