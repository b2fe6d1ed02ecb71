/** Batch normalisation: each feature to mean 0 and variance 1 over the batch, then a learned scale and shift. */
import { bool, float } from "@/network/fields";
import { betaInitializerField, betaRegularizerField, epsilonField, gammaInitializerField, gammaRegularizerField } from "@/network/layers/common-fields";
import { defineLayer } from "@/network/layers/define-layer";
import { lastAxisOf } from "@/network/layers/last-axis";
import { trackedWeight, weight } from "@/network/layers/weight-spec";
import { valuesPerExample } from "@/network/shape";

export const BatchNormalization = defineLayer({
  className: "BatchNormalization",
  category: "normalization",
  title: { en: "Batch norm", zh: "批归一化" },
  summary: {
    en: "Keeps each feature at mean 0 and variance 1 over the batch; deep networks then learn faster.",
    zh: "使每个特征在一批上均值为 0、方差为 1，深的网络因此学得更快。",
  },
  formula: {
    latex: "y = \\gamma\\,\\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\varepsilon}} + \\beta",
    symbols: [
      { latex: "x", meaning: { en: "what comes in", zh: "输入" } },
      {
        latex: "\\mu, \\sigma^2",
        meaning: { en: "mean and variance over the batch; moving averages when not training", zh: "一批上的均值与方差；不训练时用滑动平均" },
      },
      { latex: "\\gamma, \\beta", meaning: { en: "learned scale and shift, one per channel", zh: "可学习的缩放与平移，每通道一个" } },
      { latex: "\\varepsilon", meaning: { en: "epsilon", zh: "ε，避免除以零" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/normalization_layers/batch_normalization/",
  keywords: ["batchnorm", "bn", "normalize", "标准化"],
  icon: "sliders-horizontal",
  input: { arity: 1, rank: "any" },
  masks: "passes",
  fields: {
    momentum: float({
      label: { en: "Momentum", zh: "动量" },
      help: {
        en: "Share of the moving averages kept at each step. Lower follows faster; take 0.9 for short runs.",
        zh: "每一步保留滑动平均的比例。越低跟得越快；短训练可取 0.9。",
      },
      initial: 0.99,
      kerasDefault: 0.99,
      min: 0,
      max: 0.9999,
    }),
    epsilon: epsilonField,
    center: bool({
      label: { en: "Shift", zh: "平移" },
      help: { en: "Learns an offset per channel (beta) after normalising.", zh: "归一化后为每个通道学习一个偏移（β）。" },
      initial: true,
      kerasDefault: true,
    }),
    scale: bool({
      label: { en: "Scale", zh: "缩放" },
      help: { en: "Learns a factor per channel (gamma) after normalising.", zh: "归一化后为每个通道学习一个倍率（γ）。" },
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
    lastAxisOf("BatchNormalization", input);
    return input ?? [];
  },
  weights({ center, scale, gammaInitializer, betaInitializer, gammaRegularizer, betaRegularizer }, [input]) {
    const shape = [lastAxisOf("BatchNormalization", input)];
    return [
      ...(scale ? [weight("gamma", shape, gammaInitializer, gammaRegularizer)] : []),
      ...(center ? [weight("beta", shape, betaInitializer, betaRegularizer)] : []),
      trackedWeight("movingMean", shape, "zeros"),
      trackedWeight("movingVariance", shape, "ones"),
    ];
  },
  macs: (_config, [input]) => valuesPerExample(input ?? []),
});
