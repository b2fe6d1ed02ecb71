/** A small GPT: guesses the next character of Shakespeare, and so learns to write like him. */
import { adam, defineTemplate } from "@/examples/define-template";
import { gptNetwork } from "@/examples/gpt-network";

const steps = 64;
export const gptShakespeare = defineTemplate({
  id: "gpt-shakespeare",
  title: { en: "Small GPT: Shakespeare", zh: "小型 GPT：莎士比亚" },
  what: {
    en: "A Transformer of two blocks reads 64 characters of Hamlet and the Sonnets and guesses the next one at every place.",
    zh: "两个模块的 Transformer 读入《哈姆雷特》与十四行诗的 64 个字符，并在每个位置猜下一个字符。",
  },
  watch: {
    en: "Let it write in Try it while it trains: letters become words, words become lines with a speaker before them.",
    zh: "训练时在“试一试”里让它写：字母变成单词，单词变成带有说话人的台词。",
  },
  tryNext: {
    en: "Take the positions away, or let attention look ahead, and see what becomes of the loss and of the text.",
    zh: "去掉位置编码，或让注意力看到后文，看损失和文字会变成什么样。",
  },
  network: gptNetwork({ steps, vocabulary: 72, size: 128, heads: 4, blocks: 2, dropout: 0.1 }),
  data: { datasetId: "shakespeare", config: { length: steps, stride: 16 }, normalization: "none", validationSplit: 0.05 },
  training: {
    optimizer: adam(0.002),
    batchSize: 32,
    epochs: 3,
    schedule: { name: "warmUp", config: { warmUpEpochs: 0.3, afterwards: "cosine", alpha: 0.05 } },
  },
  target: { metric: "testLoss", value: 2, afterEpochs: 3 },
});
