/** Max pooling over steps: the largest value of each window. */
import { defineLayer } from "@/network/layers/define-layer";
import { poolingStepsBrief, poolingStepsFields, poolingStepsMacs, poolingStepsShape } from "@/network/layers/pooling-steps";

export const MaxPooling1D = defineLayer({
  className: "MaxPooling1D",
  category: "pooling",
  title: { en: "Max pool 1D", zh: "一维最大池化" },
  summary: {
    en: "Keeps the largest value of each window of steps: a shorter sequence that cares less where a pattern stood.",
    zh: "保留每个窗口内各步的最大值：序列变短，对模式所在的位置不那么敏感。",
  },
  formula: {
    latex: "\\displaystyle y_{t,c} = \\max_{u}\\; x_{\\,t s + u,\\; c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming sequence: step, channel", zh: "输入序列：步、通道" } },
      { latex: "s", meaning: { en: "stride", zh: "步幅" } },
      { latex: "u", meaning: { en: "position in the window", zh: "窗口内的位置" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/pooling_layers/max_pooling1d/",
  keywords: ["subsample", "downsample", "maxpool", "sequence", "池化"],
  icon: "shrink",
  input: { arity: 1, rank: 3 },
  fields: poolingStepsFields,
  brief: poolingStepsBrief,
  outputShape: (config, [input]) => poolingStepsShape("MaxPooling1D", config, input),
  weights: () => [],
  macs: poolingStepsMacs,
});
