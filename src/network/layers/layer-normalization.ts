/** Layer normalisation: each example to mean 0 and variance 1 over its last axis, then a learned scale and shift. */
import { bool } from "@/network/fields";
import { betaInitializerField, betaRegularizerField, epsilonField, gammaInitializerField, gammaRegularizerField } from "@/network/layers/common-fields";
import { defineLayer } from "@/network/layers/define-layer";
import { lastAxisOf } from "@/network/layers/last-axis";
import { weight } from "@/network/layers/weight-spec";
import { valuesPerExample } from "@/network/shape";

export const LayerNormalization = defineLayer({
  className: "LayerNormalization",
  category: "normalization",
  title: { en: "Layer norm", zh: "层归一化" },
  summary: {
    en: "Keeps the last axis of each example at mean 0 and variance 1, whatever the batch holds.",
    zh: "使每个样本的最后一个轴均值为 0、方差为 1，与批次无关。",
  },
  formula: {
    latex: "y = \\gamma\\,\\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\varepsilon}} + \\beta",
    symbols: [
      { latex: "x", meaning: { en: "what comes in", zh: "输入" } },
      { latex: "\\mu, \\sigma^2", meaning: { en: "mean and variance over the last axis of each example", zh: "每个样本最后一个轴上的均值与方差" } },
      { latex: "\\gamma, \\beta", meaning: { en: "learned scale and shift, one per feature", zh: "可学习的缩放与平移，每特征一个" } },
      { latex: "\\varepsilon", meaning: { en: "epsilon", zh: "ε，避免除以零" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/normalization_layers/layer_normalization/",
  keywords: ["layernorm", "ln", "normalize", "transformer", "标准化"],
  icon: "rows-3",
  input: { arity: 1, rank: "any" },
  masks: "passes",
  fields: {
    epsilon: epsilonField,
    center: bool({
      label: { en: "Shift", zh: "平移" },
      help: { en: "Learns an offset per feature (beta) after normalising.", zh: "归一化后为每个特征学习一个偏移（β）。" },
      initial: true,
      kerasDefault: true,
    }),
    scale: bool({
      label: { en: "Scale", zh: "缩放" },
      help: { en: "Learns a factor per feature (gamma) after normalising.", zh: "归一化后为每个特征学习一个倍率（γ）。" },
      initial: true,
      kerasDefault: true,
    }),
    gammaInitializer: gammaInitializerField,
    betaInitializer: betaInitializerField,
    gammaRegularizer: gammaRegularizerField,
    betaRegularizer: betaRegularizerField,
  },
  brief: () => ({}),
  outputShape(_config, [input]) {
    lastAxisOf("LayerNormalization", input);
    return input ?? [];
  },
  weights({ center, scale, gammaInitializer, betaInitializer, gammaRegularizer, betaRegularizer }, [input]) {
    const shape = [lastAxisOf("LayerNormalization", input)];
    return [
      ...(scale ? [weight("gamma", shape, gammaInitializer, gammaRegularizer)] : []),
      ...(center ? [weight("beta", shape, betaInitializer, betaRegularizer)] : []),
    ];
  },
  macs: (_config, [input]) => valuesPerExample(input ?? []),
});
