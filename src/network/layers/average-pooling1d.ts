/** Average pooling over steps: the mean of each window. */
import { defineLayer } from "@/network/layers/define-layer";
import { poolingStepsBrief, poolingStepsFields, poolingStepsMacs, poolingStepsShape } from "@/network/layers/pooling-steps";

export const AveragePooling1D = defineLayer({
  className: "AveragePooling1D",
  category: "pooling",
  title: { en: "Average pool 1D", zh: "一维平均池化" },
  summary: {
    en: "Turns each window of steps into its mean: a shorter, smoother sequence.",
    zh: "把每个窗口内的各步变成它们的平均：序列更短、更平滑。",
  },
  formula: {
    latex: "\\displaystyle y_{t,c} = \\frac{1}{p} \\sum_{u} x_{\\,t s + u,\\; c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming sequence: step, channel", zh: "输入序列：步、通道" } },
      { latex: "s", meaning: { en: "stride", zh: "步幅" } },
      { latex: "u", meaning: { en: "position in the window of p steps", zh: "窗口（共 p 步）内的位置" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/pooling_layers/average_pooling1d/",
  keywords: ["avg", "subsample", "downsample", "mean", "sequence", "池化"],
  icon: "shrink",
  input: { arity: 1, rank: 3 },
  fields: poolingStepsFields,
  brief: poolingStepsBrief,
  outputShape: (config, [input]) => poolingStepsShape("AveragePooling1D", config, input),
  weights: () => [],
  macs: poolingStepsMacs,
});
