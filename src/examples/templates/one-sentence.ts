/** One sentence learned by heart and said back: the smallest language model. */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";

const steps = 16;
const vocabulary = 19;

export const oneSentence = defineTemplate({
  id: "one-sentence",
  title: { en: "One sentence", zh: "一句话" },
  what: {
    en: "An LSTM reads “I love programming.” character by character and learns which one comes next, until it can say the sentence back.",
    zh: "LSTM 逐字符读“I love programming.”，学习下一个字符是什么，直到能把这句话背出来。",
  },
  watch: {
    en: "Type an “I” in Try it and let it write on: first letters of the right kind, then pieces of words, then the sentence.",
    zh: "在“试一试”里输入“I”让它接着写：先是对的字母，然后是单词片段，最后是整句话。",
  },
  tryNext: {
    en: "Shorten the window to 2 and see at which letters it loses its way.",
    zh: "把窗口缩短到 2，看它在哪些字母处迷路。",
  },
  network: sequence(
    [steps],
    [
      ["Embedding", { inputDim: vocabulary, outputDim: 8, maskZero: false }],
      ["LSTM", { units: 32, returnSequences: true }],
      ["Dense", { units: vocabulary, activation: "softmax" }],
    ],
  ),
  data: { datasetId: "one-sentence", config: { length: steps }, normalization: "none", validationSplit: 0 },
  training: { optimizer: adam(0.01), batchSize: 32, epochs: 15 },
  // The first characters of a window cannot be known: many letters may come behind one "o".
  target: { metric: "testLoss", value: 0.2, afterEpochs: 15 },
});
