/** Global average pooling over time: one mean per channel, of the steps that count. */
import { defineLayer } from "@/network/layers/define-layer";
import { sequenceOf } from "@/network/layers/sequence-input";
import { valuesPerExample } from "@/network/shape";

export const GlobalAveragePooling1D = defineLayer({
  className: "GlobalAveragePooling1D",
  category: "pooling",
  title: { en: "Average over time", zh: "时间平均" },
  summary: {
    en: "Averages each channel over all steps of a sequence, padding left out: a flat list, whatever the length.",
    zh: "对序列的各步求每个通道的平均（不计填充）：无论多长，都得到一维特征。",
  },
  formula: {
    latex: "\\displaystyle y_c = \\frac{\\sum_t m_t\\, x_{t,c}}{\\sum_t m_t}",
    symbols: [
      { latex: "x_{t,c}", meaning: { en: "channel c at step t", zh: "第 t 步的第 c 个通道" } },
      { latex: "m_t", meaning: { en: "1 where the step counts, 0 where it is padding", zh: "该步有效为 1，为填充则为 0" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/pooling_layers/global_average_pooling1d/",
  keywords: ["gap", "avg", "global pool", "mean", "text", "全局池化"],
  icon: "circle-dot",
  input: { arity: 1, rank: 3 },
  fields: {},
  brief: () => ({}),
  outputShape(_config, [input]) {
    const { batch, channels } = sequenceOf("GlobalAveragePooling1D", input);
    return [batch, channels];
  },
  weights: () => [],
  macs: (_config, [input]) => valuesPerExample(input ?? []),
});
