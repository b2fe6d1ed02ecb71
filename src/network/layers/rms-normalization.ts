/** Root-mean-square normalisation: each example to mean square 1 over its last axis, then a learned scale. */
import { float } from "@/network/fields";
import { epsilonField } from "@/network/layers/common-fields";
import { defineLayer } from "@/network/layers/define-layer";
import { lastAxisOf } from "@/network/layers/last-axis";
import { weight } from "@/network/layers/weight-spec";
import { valuesPerExample } from "@/network/shape";

export const RMSNormalization = defineLayer({
  className: "RMSNormalization",
  category: "normalization",
  title: { en: "RMS norm", zh: "RMS 归一化" },
  summary: {
    en: "Keeps the size of the last axis at 1 without shifting it: layer normalisation with less to compute, as in LLaMA.",
    zh: "只把最后一个轴的大小保持为 1，不做平移：计算更省的层归一化，LLaMA 即用它。",
  },
  formula: {
    latex: "y = \\frac{x}{\\sqrt{\\frac{1}{C}\\sum_{c} x_c^2 + \\varepsilon}} \\odot g",
    symbols: [
      { latex: "x", meaning: { en: "what comes in", zh: "输入" } },
      { latex: "C", meaning: { en: "features of the last axis", zh: "最后一个轴的特征数" } },
      { latex: "g", meaning: { en: "learned scale, one per feature", zh: "可学习的缩放，每特征一个" } },
      { latex: "\\varepsilon", meaning: { en: "epsilon", zh: "ε，避免除以零" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/normalization_layers/rms_normalization/",
  keywords: ["rmsnorm", "normalize", "transformer", "llama", "标准化"],
  icon: "rows-3",
  input: { arity: 1, rank: "any" },
  masks: "passes",
  fields: {
    epsilon: float({ ...epsilonField, initial: 1e-6, kerasDefault: 1e-6 }),
  },
  brief: () => ({}),
  outputShape(_config, [input]) {
    lastAxisOf("RMSNormalization", input);
    return input ?? [];
  },
  weights: (_config, [input]) => [weight("scale", [lastAxisOf("RMSNormalization", input)], "ones")],
  macs: (_config, [input]) => valuesPerExample(input ?? []),
});
