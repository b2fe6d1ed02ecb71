/** Global max pooling: the largest value of each channel. */
import { defineLayer } from "@/network/layers/define-layer";
import { imageOf } from "@/network/layers/image-input";
import { valuesPerExample } from "@/network/shape";

export const GlobalMaxPooling2D = defineLayer({
  className: "GlobalMaxPooling2D",
  category: "pooling",
  title: { en: "Global max pool", zh: "全局最大池化" },
  summary: {
    en: "Turns each channel into one number, its largest value: was the pattern anywhere?",
    zh: "把每个通道变成一个数，即它的最大值：图案是否出现过。",
  },
  formula: {
    latex: "\\displaystyle y_c = \\max_{i,j}\\; x_{i,j,c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "H, W", meaning: { en: "its height and width", zh: "它的高与宽" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/pooling_layers/global_max_pooling2d/",
  keywords: ["gmp", "global pool", "flatten", "全局池化"],
  icon: "crosshair",
  input: { arity: 1, rank: 4 },
  fields: {},
  brief: () => ({}),
  outputShape(_config, [input]) {
    const { batch, channels } = imageOf("GlobalMaxPooling2D", input);
    return [batch, channels];
  },
  weights: () => [],
  macs: (_config, [input]) => valuesPerExample(input ?? []),
});
