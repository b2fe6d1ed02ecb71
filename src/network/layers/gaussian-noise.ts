/** Gaussian noise: blurs what comes in while training. */
import { float } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";

export const GaussianNoise = defineLayer({
  className: "GaussianNoise",
  category: "regularization",
  title: { en: "Gaussian noise", zh: "高斯噪声" },
  summary: { en: "Adds random noise at each training step, so that small differences stop mattering.", zh: "每个训练步加入随机噪声，使网络不在意细小的差别。" },
  formula: {
    latex: "y = x + n, \\qquad n_i \\sim N(0, \\sigma^2)",
    symbols: [
      { latex: "x", meaning: { en: "what comes in", zh: "输入" } },
      { latex: "n", meaning: { en: "noise, new at every step; none when not training", zh: "噪声，每步重抽；不训练时没有" } },
      { latex: "\\sigma", meaning: { en: "standard deviation", zh: "标准差" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/regularization_layers/gaussian_noise/",
  keywords: ["denoise", "augmentation", "去噪"],
  icon: "audio-waveform",
  input: { arity: 1, rank: "any" },
  masks: "passes",
  fields: {
    stddev: float({
      label: { en: "Deviation", zh: "标准差" },
      help: { en: "Standard deviation of the noise, in units of the values that come in.", zh: "噪声的标准差，单位与输入值相同。" },
      initial: 0.1,
      min: 0,
      // Keras takes no more.
      max: 1,
    }),
  },
  brief: ({ stddev }) => ({ line: figureLine(`σ ${stddev}`) }),
  outputShape: (_config, [input]) => input ?? [],
  weights: () => [],
  macs: () => 0,
});
