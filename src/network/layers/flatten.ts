/** Flatten: the same values as one flat list. */
import { defineLayer } from "@/network/layers/define-layer";
import { valuesPerExample } from "@/network/shape";

export const Flatten = defineLayer({
  className: "Flatten",
  category: "reshaping",
  title: { en: "Flatten", zh: "展平" },
  summary: { en: "Lays an image out as one flat list, so that Dense can take it.", zh: "把图像摊成一维列表，以便全连接层使用。" },
  formula: {
    latex: "y_{(i W + j) C + c} = x_{i,j,c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "W, C", meaning: { en: "its width and channels", zh: "它的宽与通道数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/reshaping_layers/flatten/",
  keywords: ["vector", "unroll", "展开"],
  icon: "chevrons-down-up",
  input: { arity: 1, rank: "any" },
  fields: {},
  brief: () => ({}),
  outputShape: (_config, [input]) => [input?.[0] ?? null, valuesPerExample(input ?? [])],
  weights: () => [],
  macs: () => 0,
});
