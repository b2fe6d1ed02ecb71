/** Texts by attention: a Transformer encoder of one block, written out layer by layer. */
import { buildNetwork } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import { textData } from "@/examples/text-data";
import { initialSchedule } from "@/network/schedules";

interface EncoderSize {
  /** Tokens per text. */
  readonly length: number;
  readonly vocabularySize: number;
  /** Numbers per token, all heads together. */
  readonly width: number;
  readonly heads: number;
  readonly classes: number;
  /** Share left out of the embeddings, and before the last layer. */
  readonly dropout: readonly [embeddings: number, end: number];
}

/** Normalised before each half (pre-LN), which trains without a warm-up of the learning rate. */
function encoder({ length, vocabularySize, width, heads, classes, dropout: [early, late] }: EncoderSize) {
  const build = buildNetwork();
  const tokens = build.add(["Embedding", { inputDim: vocabularySize, outputDim: width }], build.add(["Input", { shape: [length] }]));
  const placed = build.add(["Dropout", { rate: early }], build.add(["PositionalEncoding", { kind: "learned" }], tokens));
  const read = build.block("transformerEncoder", () => {
    const asked = build.add(["LayerNormalization"], placed);
    const attended = build.add(["MultiHeadAttention", { numHeads: heads, keyDim: width / heads, dropout: 0.1 }], asked, asked);
    const mixed = build.add(["Add"], placed, attended);
    const thought = build.add(["FeedForward", { units: 2 * width, dropout: 0.1 }], build.add(["LayerNormalization"], mixed));
    return build.add(["Add"], mixed, thought);
  });
  const whole = build.add(["GlobalAveragePooling1D"], read);
  build.add(["Dense", { units: classes, activation: "softmax" }], build.add(["Dropout", { rate: late }], whole));
  return build.network();
}

const news = { length: 64, vocabularySize: 5000 };

export const textTransformer = defineTemplate({
  id: "text-transformer",
  title: { en: "News topics, Transformer", zh: "新闻主题（Transformer）" },
  what: {
    en: "Every word of a news text looks at every other one, decides which of them matter to it, and the average of what they found names the topic.",
    zh: "新闻里的每个词都看向其他所有词，决定哪些与自己有关，它们所得的平均给出主题。",
  },
  watch: {
    en: "Earnings and acquisitions are right after one pass; the small topics follow, which the macro average shows and accuracy hides.",
    zh: "过一遍数据后财报与并购就已正确，小主题随后跟上：宏平均看得出来，准确率看不出来。",
  },
  tryNext: {
    en: "Take PositionalEncoding out: for topics the words matter more than their order, and hardly anything is lost.",
    zh: "去掉 PositionalEncoding：对主题来说，用词比词序重要，几乎没有损失。",
  },
  network: encoder({ ...news, width: 32, heads: 2, classes: 9, dropout: [0.1, 0.3] }),
  data: textData("reuters", news),
  training: { optimizer: adam(0.002), schedule: initialSchedule("cosine"), batchSize: 32, epochs: 5 },
  target: { metric: "testAccuracy", value: 0.928, afterEpochs: 5 },
});

const poems = { length: 64, vocabularySize: 8000, tokenizer: "bytePair", stripPunctuation: false } as const;

export const textTransformerZh = defineTemplate({
  id: "text-transformer-zh",
  title: { en: "Whose poem is this?", zh: "这是谁的诗？" },
  what: {
    en: "Six Tang poets, and characters that often stand together are one token: moonlight, spring wind, the name of a friend.",
    zh: "六位唐代诗人；常常连用的字合成一个词元：明月、春风、友人的名字。",
  },
  watch: {
    en: "Bai Juyi wrote the most and is known first; between Li Shangyin and Du Mu it stays in doubt, as readers do.",
    zh: "白居易存诗最多，最先被认出；李商隐与杜牧之间它一直拿不准，读者也是如此。",
  },
  tryNext: {
    en: "Type a line of your own in the manner of Li Bai, or take the title of a poem away, and see whom it suspects now.",
    zh: "仿李白写一句，或去掉一首诗的题目，看它现在怀疑是谁。",
  },
  network: encoder({ ...poems, width: 48, heads: 4, classes: 6, dropout: [0.2, 0.5] }),
  data: textData("tang-poets", poems),
  training: { optimizer: adam(0.006), schedule: initialSchedule("cosine"), batchSize: 64, epochs: 5 },
  target: { metric: "testAccuracy", value: 0.774, afterEpochs: 5 },
});
