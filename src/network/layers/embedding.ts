/**
 * Embedding: a learned row of numbers for each token. Tokens come as whole numbers in float32; a number that is no row of the table is
 * taken as 1, the unknown token (as 0 where the table has one row only), on every backend alike.
 */
import { bool, choice, int, type Settings } from "@/network/fields";
import { embeddingsInitializerField, embeddingsRegularizerField } from "@/network/layers/common-fields";
import { defineLayer } from "@/network/layers/define-layer";
import { weight } from "@/network/layers/weight-spec";
import { ShapeError } from "@/network/shape";

/** Numbers in a vector of GloVe's. */
const gloveSize = 100;

export const Embedding = defineLayer({
  className: "Embedding",
  category: "core",
  title: { en: "Embedding", zh: "词嵌入" },
  summary: {
    en: "Turns each token into a list of learned numbers, so that words used alike come to lie close together.",
    zh: "把每个词元变成一串可学习的数，用法相近的词会彼此靠近。",
  },
  formula: {
    latex: "y_t = E_{x_t}",
    symbols: [
      { latex: "x_t", meaning: { en: "number of the token at step t", zh: "第 t 步词元的编号" } },
      { latex: "E", meaning: { en: "the table, one row per token", zh: "嵌入表，每个词元一行" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/core_layers/embedding/",
  keywords: ["word vectors", "lookup", "token", "text", "词向量", "文本"],
  icon: "table-2",
  input: { arity: 1, rank: 2 },
  masks: "makes",
  fields: {
    inputDim: int({
      label: { en: "Vocabulary", zh: "词表大小" },
      help: {
        en: "How many different tokens there are: the rows of the table. A token beyond counts as unknown.",
        zh: "不同词元的个数，即表的行数。超出的词元按未知词处理。",
      },
      initial: 10_000,
      min: 1,
      max: 200_000,
    }),
    outputDim: int({
      label: { en: "Size", zh: "维数" },
      help: {
        en: "How many numbers describe one token. 16 to 64 suit small texts; more can tell finer differences and overfit sooner.",
        zh: "用多少个数描述一个词元。小型文本 16 到 64 即可；越多区分越细，也越早过拟合。",
      },
      initial: 32,
      min: 1,
      max: 1024,
    }),
    maskZero: bool({
      label: { en: "Ignore padding", zh: "忽略填充" },
      help: {
        en: "Marks the steps that hold token 0, the padding of short texts, so that later layers leave them out.",
        zh: "标出词元为 0 的步（短文本的填充），让后面的层跳过它们。",
      },
      initial: true,
      kerasDefault: false,
    }),
    trainable: bool({
      label: { en: "Learns", zh: "参与学习" },
      help: {
        en: "Off: the table stays as it starts, so that few texts cannot spoil what many have taught.",
        zh: "关：嵌入表保持起始值，少量文本不会破坏从大量文本中学到的内容。",
      },
      initial: true,
      kerasDefault: true,
      missing: true,
    }),
    embeddingsInitializer: embeddingsInitializerField,
    // As in Keras, only what learns is held small.
    embeddingsRegularizer: { ...embeddingsRegularizerField, when: ({ trainable }: Settings) => trainable !== false },
    pretrained: choice(["none", "glove100d"], {
      label: { en: "Starts with", zh: "起始向量" },
      help: {
        en: "GloVe: vectors of 100 numbers that others learned from six billion English words, for the 20,000 commonest. Words that it lacks start as small random values.",
        zh: "GloVe：他人从六十亿英文词中学到的 100 维词向量，含最常见的两万词。它没有的词以随机小值开始。",
      },
      initial: "none",
      kerasDefault: "none",
      missing: "none",
      optionLabels: { none: { en: "Random values", zh: "随机值" }, glove100d: { en: "GloVe vectors", zh: "GloVe 词向量" } },
    }),
  },
  brief: ({ inputDim, outputDim }) => ({
    line: { text: { en: "{inputDim} tokens · size {outputDim}", zh: "{inputDim} 词元 · {outputDim} 维" }, values: { inputDim, outputDim } },
  }),
  outputShape({ outputDim, pretrained }, [input]) {
    const [batch, steps] = input ?? [];
    if (input?.length !== 2 || steps == null)
      throw new ShapeError("Embedding", { en: "a list of token numbers", zh: "一串词元编号" }, input ?? [], {
        en: "Place it right after the Input of a text.",
        zh: "把它放在文本的输入层之后。",
      });
    if (pretrained !== "none" && outputDim !== gloveSize)
      throw new ShapeError("Embedding", { en: `a size of ${gloveSize}, as GloVe's vectors have`, zh: `维数为 ${gloveSize}（与 GloVe 词向量相同）` }, input, {
        en: `Set its size to ${gloveSize}, or let it start with random values.`,
        zh: `把维数设为 ${gloveSize}，或改为以随机值开始。`,
      });
    return [batch ?? null, steps, outputDim];
  },
  weights: ({ inputDim, outputDim, trainable, embeddingsInitializer, embeddingsRegularizer }) => [
    { ...weight("embeddings", [inputDim, outputDim], embeddingsInitializer, trainable ? embeddingsRegularizer : undefined), trainable },
  ],
  macs: () => 0,
});
