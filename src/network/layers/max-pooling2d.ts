/** Max pooling: the largest value of each window. */
import { defineLayer } from "@/network/layers/define-layer";
import { poolingBrief, poolingFields, poolingMacs, poolingOutputShape } from "@/network/layers/pooling-window";

export const MaxPooling2D = defineLayer({
  className: "MaxPooling2D",
  category: "pooling",
  title: { en: "Max pool", zh: "最大池化" },
  summary: {
    en: "Keeps the largest value of each window: a smaller image that cares less where a pattern was.",
    zh: "保留每个窗口的最大值：图像变小，对图案的位置不那么敏感。",
  },
  formula: {
    latex: "\\displaystyle y_{i,j,c} = \\max_{u,v}\\; x_{\\,i s + u,\\; j s + v,\\; c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "s", meaning: { en: "stride", zh: "步幅" } },
      { latex: "u, v", meaning: { en: "position in the window of p pixels", zh: "窗口（共 p 个像素）内的位置" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/pooling_layers/max_pooling2d/",
  keywords: ["subsample", "downsample", "maxpool", "池化"],
  icon: "shrink",
  input: { arity: 1, rank: 4 },
  fields: poolingFields,
  brief: poolingBrief,
  outputShape: (config, [input]) => poolingOutputShape("MaxPooling2D", config, input),
  weights: () => [],
  macs: poolingMacs,
});
