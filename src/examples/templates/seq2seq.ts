/** Networks that turn one sequence into another: a Transformer with an encoder and a decoder, written out layer by layer, and two LSTMs. */
import { datasetOf } from "@/data/datasets";
import { buildNetwork, type NetworkBuilder } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import type { NetworkDocument } from "@/network/document";

interface TransformerSize {
  /** Numbers per token, all heads together. */
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
  /** Share left out of each half of a block while training. */
  readonly dropout: number;
}

const epsilon = 1e-5;

/** What is added to the wire that it came from, normalised before (pre-LN), which trains without a long warm-up. */
function around(build: NetworkBuilder, from: string, inside: (calm: string) => string): string {
  return build.add(["Add"], from, inside(build.add(["LayerNormalization", { epsilon }], from)));
}

function feedForward(build: NetworkBuilder, from: string, { width, dropout }: TransformerSize): string {
  return around(build, from, (calm) => build.add(["FeedForward", { units: 2 * width, hiddenActivation: "gelu", dropout }], calm));
}

/** Tokens of one part of an example, each with its place. */
function placed(build: NetworkBuilder, part: "source" | "target", steps: number, inputDim: number, outputDim: number): string {
  const tokens = build.add(["Embedding", { inputDim, outputDim }], build.add(["Input", { shape: [steps], part }]));
  return build.add(["PositionalEncoding", { kind: "learned" }], tokens);
}

/** The encoder reads all of the source; the decoder looks back at its own tokens and across at the source (Vaswani et al. 2017). */
function transformer(datasetId: string, size: TransformerSize): NetworkDocument {
  const { width, heads, blocks, dropout } = size;
  const { pair, vocabularySize = 1 } = datasetOf(datasetId);
  const { source = 1, target = 1 } = pair?.steps ?? {};
  const looks = { numHeads: heads, keyDim: width / heads, dropout };
  const build = buildNetwork();
  let encoded = placed(build, "source", source, vocabularySize, width);
  for (let block = 0; block < blocks; block++)
    encoded = build.block("transformerEncoder", () => {
      const attended = around(build, encoded, (calm) => build.add(["MultiHeadAttention", looks], calm));
      return feedForward(build, attended, size);
    });
  const read = build.add(["LayerNormalization", { epsilon }], encoded);
  let last = placed(build, "target", target, vocabularySize, width);
  for (let block = 0; block < blocks; block++)
    last = build.block("transformerDecoder", () => {
      const looked = around(build, last, (calm) => build.add(["MultiHeadAttention", { ...looks, useCausalMask: true }], calm));
      const informed = around(build, looked, (calm) => build.add(["MultiHeadAttention", looks], calm, read));
      return feedForward(build, informed, size);
    });
  build.add(["Dense", { units: vocabularySize, activation: "softmax" }], build.add(["LayerNormalization", { epsilon }], last));
  return build.network();
}

const warmUp = { name: "warmUp", config: { warmUpEpochs: 1, afterwards: "cosine", alpha: 0.02 } } as const;

export const seq2seqDates = defineTemplate({
  id: "seq2seq-dates",
  title: { en: "Transformer: dates", zh: "Transformer：日期" },
  what: {
    en: "An encoder reads a date in any of ten ways of writing, and a decoder says it again as ISO 8601 does, character by character.",
    zh: "编码器读入十种写法之一的日期，解码器逐个字符地用 ISO 8601 格式说出它。",
  },
  watch: {
    en: "Look at the attention across while it trains: for the year the decoder learns to look where the year stands, wherever that is.",
    zh: "训练时观察交叉注意力：说年份时，解码器学会看向年份所在之处，无论它写在哪里。",
  },
  tryNext: {
    en: "Type a date in a way that it has never seen, and see which parts of it are understood all the same.",
    zh: "输入一种它从未见过的写法，看哪些部分仍被理解。",
  },
  network: transformer("dates", { width: 64, heads: 4, blocks: 1, dropout: 0 }),
  data: { datasetId: "dates", config: { count: 10_000 }, normalization: "none", validationSplit: 0.1, testSplit: 0.1 },
  training: { optimizer: adam(0.003), batchSize: 32, epochs: 5, schedule: warmUp },
  target: { metric: "testLoss", value: 0.02, afterEpochs: 5 },
});

/** The state in which the first LSTM ends is a third of what the second reads at every step (Cho et al. 2014). */
function lstms(datasetId: string, units: number): NetworkDocument {
  const { pair, vocabularySize = 1 } = datasetOf(datasetId);
  const { source = 1, target = 1 } = pair?.steps ?? {};
  const build = buildNetwork();
  const read = build.add(["Embedding", { inputDim: vocabularySize, outputDim: 32 }], build.add(["Input", { shape: [source], part: "source" }]));
  const thought = build.add(["RepeatVector", { n: target }], build.add(["LSTM", { units }], read));
  const known = build.add(["Embedding", { inputDim: vocabularySize, outputDim: 32 }], build.add(["Input", { shape: [target], part: "target" }]));
  const decoded = build.add(["LSTM", { units, returnSequences: true }], build.add(["Concatenate"], known, thought));
  build.add(["Dense", { units: vocabularySize, activation: "softmax" }], decoded);
  return build.network();
}

export const seq2seqLstm = defineTemplate({
  id: "seq2seq-lstm",
  title: { en: "Two LSTMs: sums", zh: "两个 LSTM：加法" },
  what: {
    en: "One LSTM reads “27+98” and keeps it in its state, and a second one, which sees that state at every step, says the sum digit by digit.",
    zh: "一个 LSTM 读入 “27+98” 并记在状态中，另一个 LSTM 在每一步都看到这个状态，并逐位说出和。",
  },
  watch: {
    en: "Open Answers: the length is right first, then the leading digits, and the carry last of all.",
    zh: "打开“答案”：先对的是长度，然后是高位，最后才是进位。",
  },
  tryNext: {
    en: "Halve the units of both LSTMs, or set three digits, and see how much can be carried in one state.",
    zh: "把两个 LSTM 的单元数减半，或改为三位数，看一个状态能装下多少。",
  },
  network: lstms("arithmetic", 96),
  data: { datasetId: "arithmetic", config: { count: 8000, digits: 2 }, normalization: "none", validationSplit: 0.1, testSplit: 0.1 },
  training: { optimizer: adam(0.005), batchSize: 32, epochs: 20, schedule: warmUp },
  target: { metric: "testLoss", value: 0.05, afterEpochs: 20 },
});

export const seq2seqPhonemes = defineTemplate({
  id: "seq2seq-phonemes",
  title: { en: "Transformer: how words are said", zh: "Transformer：单词读音" },
  what: {
    en: "An encoder reads the letters of an English word, and a decoder says its phonemes one after the other.",
    zh: "编码器读入英语单词的字母，解码器逐个说出它的音素。",
  },
  watch: {
    en: "Open Answers and look at what is wrong: most of it differs in one vowel, where English itself is of two minds.",
    zh: "打开“答案”看错在哪里：大多只差一个元音，而英语自己在那里也拿不定主意。",
  },
  tryNext: {
    en: "Type your own name in Latin letters, see how it would be said, and take beam search in place of the likeliest sound.",
    zh: "用拉丁字母输入你的名字，看它会怎样读，再把贪心解码换成束搜索。",
  },
  network: transformer("cmudict", { width: 64, heads: 4, blocks: 2, dropout: 0 }),
  data: { datasetId: "cmudict", subset: 0.4, normalization: "none", validationSplit: 0.03, testSplit: 0 },
  training: { optimizer: adam(0.003), batchSize: 64, epochs: 6, schedule: warmUp },
  // Counts of the phonemes that follow one another and stand at the place of a letter: 1.92, and 52 % of the next ones right.
  target: { metric: "testLoss", value: 0.26, afterEpochs: 6 },
});

export const seq2seqCouplets = defineTemplate({
  id: "seq2seq-couplets",
  title: { en: "Transformer: couplets", zh: "Transformer：对联" },
  what: {
    en: "An encoder reads the upper line of a couplet, and a decoder answers with a lower line, character by character.",
    zh: "编码器读入上联，解码器逐字对出下联。",
  },
  watch: {
    en: "Look at the attention across: each character of the answer looks at the one it stands below.",
    zh: "观察交叉注意力：下联的每个字都看着上联中与它相对的那个字。",
  },
  tryNext: {
    en: "Write an upper line of your own, raise the temperature, and let it answer several times.",
    zh: "自己写一个上联，调高温度，让它多对几次。",
  },
  network: transformer("tang-couplets", { width: 96, heads: 4, blocks: 1, dropout: 0 }),
  data: { datasetId: "tang-couplets", subset: 1, normalization: "none", validationSplit: 0.03, testSplit: 0 },
  training: { optimizer: adam(0.002), batchSize: 64, epochs: 5, schedule: warmUp },
  // Counts of the characters that follow one another and stand below one another: 4.66.
  target: { metric: "testLoss", value: 4.3, afterEpochs: 5 },
});
