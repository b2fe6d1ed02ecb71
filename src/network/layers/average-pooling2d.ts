/** Average pooling: the mean of each window. */
import { defineLayer } from "@/network/layers/define-layer";
import { poolingBrief, poolingFields, poolingMacs, poolingOutputShape } from "@/network/layers/pooling-window";

export const AveragePooling2D = defineLayer({
  className: "AveragePooling2D",
  category: "pooling",
  title: { en: "Average pool", zh: "平均池化" },
  summary: { en: "Takes the mean of each window: a smaller, smoother image.", zh: "取每个窗口的平均：更小、更平滑的图像。" },
  formula: {
    latex: "\\displaystyle y_{i,j,c} = \\frac{1}{p} \\sum_{u,v} x_{\\,i s + u,\\; j s + v,\\; c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "s", meaning: { en: "stride", zh: "步幅" } },
      { latex: "u, v", meaning: { en: "position in the window of p pixels", zh: "窗口（共 p 个像素）内的位置" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/pooling_layers/average_pooling2d/",
  keywords: ["avg", "subsample", "downsample", "mean pool", "池化"],
  icon: "minimize-2",
  input: { arity: 1, rank: 4 },
  fields: poolingFields,
  brief: poolingBrief,
  outputShape: (config, [input]) => poolingOutputShape("AveragePooling2D", config, input),
  weights: () => [],
  macs: poolingMacs,
});
