/** Global max pooling over time: the largest value of each channel. As in Keras, padding counts too. */
import { defineLayer } from "@/network/layers/define-layer";
import { sequenceOf } from "@/network/layers/sequence-input";
import { valuesPerExample } from "@/network/shape";

export const GlobalMaxPooling1D = defineLayer({
  className: "GlobalMaxPooling1D",
  category: "pooling",
  title: { en: "Max over time", zh: "时间最大值" },
  summary: {
    en: "Keeps the largest value of each channel over all steps: whether a pattern occurs at all, wherever it stands.",
    zh: "保留每个通道在所有步中的最大值：只问某种模式是否出现，不问在何处。",
  },
  formula: {
    latex: "\\displaystyle y_c = \\max_t\\; x_{t,c}",
    symbols: [{ latex: "x_{t,c}", meaning: { en: "channel c at step t", zh: "第 t 步的第 c 个通道" } }],
  },
  kerasUrl: "https://keras.io/api/layers/pooling_layers/global_max_pooling1d/",
  keywords: ["global pool", "max over time", "text cnn", "全局池化"],
  icon: "maximize",
  input: { arity: 1, rank: 3 },
  fields: {},
  brief: () => ({}),
  outputShape(_config, [input]) {
    const { batch, channels } = sequenceOf("GlobalMaxPooling1D", input);
    return [batch, channels];
  },
  weights: () => [],
  macs: (_config, [input]) => valuesPerExample(input ?? []),
});
