/** Global average pooling: one mean per channel. */
import { defineLayer } from "@/network/layers/define-layer";
import { imageOf } from "@/network/layers/image-input";
import { valuesPerExample } from "@/network/shape";

export const GlobalAveragePooling2D = defineLayer({
  className: "GlobalAveragePooling2D",
  category: "pooling",
  title: { en: "Global average pool", zh: "全局平均池化" },
  summary: { en: "Turns each channel into one number, its mean: a flat list with few values.", zh: "把每个通道变成一个数，即它的平均：很短的一维特征。" },
  formula: {
    latex: "\\displaystyle y_c = \\frac{1}{HW} \\sum_{i,j} x_{i,j,c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "H, W", meaning: { en: "its height and width", zh: "它的高与宽" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/pooling_layers/global_average_pooling2d/",
  keywords: ["gap", "avg", "global pool", "flatten", "全局池化"],
  icon: "circle-dot",
  input: { arity: 1, rank: 4 },
  fields: {},
  brief: () => ({}),
  outputShape(_config, [input]) {
    const { batch, channels } = imageOf("GlobalAveragePooling2D", input);
    return [batch, channels];
  },
  weights: () => [],
  macs: (_config, [input]) => valuesPerExample(input ?? []),
});
