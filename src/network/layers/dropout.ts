/** Dropout: silences random values while training. */
import { float } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";

export const Dropout = defineLayer({
  className: "Dropout",
  category: "regularization",
  title: { en: "Dropout", zh: "随机失活" },
  summary: {
    en: "Silences a random share of values at each training step, so that the network cannot lean on any one of them.",
    zh: "每个训练步随机关闭一部分值，使网络不依赖其中任何一个。",
  },
  formula: {
    latex: "y = \\frac{m \\odot x}{1 - r}, \\qquad m_i \\sim \\operatorname{Bernoulli}(1 - r)",
    symbols: [
      { latex: "x", meaning: { en: "what comes in", zh: "输入" } },
      { latex: "m", meaning: { en: "random mask of 0 and 1, new at every step; all 1 when not training", zh: "随机的 0/1 掩码，每步重抽；不训练时全为 1" } },
      { latex: "r", meaning: { en: "rate", zh: "失活率" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/regularization_layers/dropout/",
  keywords: ["overfitting", "regularize", "过拟合", "正则化", "丢弃"],
  icon: "dices",
  input: { arity: 1, rank: "any" },
  masks: "passes",
  fields: {
    rate: float({
      label: { en: "Rate", zh: "失活率" },
      help: {
        en: "Share of values set to zero while training; the others are scaled up to make up for it.",
        zh: "训练时置零的比例，其余的值按比例放大作为补偿。",
      },
      initial: 0.5,
      min: 0,
      max: 0.95,
    }),
  },
  brief: ({ rate }) => ({ line: figureLine(rate) }),
  outputShape: (_config, [input]) => input ?? [],
  weights: () => [],
  macs: () => 0,
});
