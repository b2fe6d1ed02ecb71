/** GRU: a state with two gates (Cho et al. 2014). As by default in Keras the reset gate acts after the recurrent product. */
import { defineLayer } from "@/network/layers/define-layer";
import {
  recurrentActivationField,
  recurrentBrief,
  recurrentFields,
  recurrentKeptValues,
  recurrentMacs,
  recurrentOutputShape,
  recurrentWeights,
} from "@/network/layers/recurrent";

export const GRU = defineLayer({
  className: "GRU",
  category: "recurrent",
  title: { en: "GRU", zh: "GRU" },
  summary: {
    en: "Reads a sequence step by step; one gate mixes old state and new, another forgets. A quarter cheaper than LSTM, often as good.",
    zh: "逐步读取序列；一个门混合新旧状态，另一个门负责遗忘。比 LSTM 省四分之一，效果往往相当。",
  },
  formula: {
    latex:
      "\\begin{aligned} (z_t, r_t) &= \\sigma\\left(x_t W + b + h_{t-1} R + d\\right) \\\\ u_t &= h_{t-1} R_h + d_h \\\\ \\tilde h_t &= \\tanh\\left(x_t W_h + b_h + r_t \\odot u_t\\right) \\\\ h_t &= z_t \\odot h_{t-1} + (1 - z_t) \\odot \\tilde h_t \\end{aligned}",
    symbols: [
      { latex: "x_t", meaning: { en: "what comes in at step t", zh: "第 t 步的输入" } },
      { latex: "h_t", meaning: { en: "the state, which leaves", zh: "状态，即输出" } },
      { latex: "z_t, r_t", meaning: { en: "gates: update, reset", zh: "门：更新、重置" } },
      { latex: "u_t", meaning: { en: "what the old state says to the new one", zh: "旧状态对新状态的贡献" } },
      { latex: "\\tilde h_t", meaning: { en: "the new state, before it is mixed in", zh: "混入之前的新状态" } },
      { latex: "W, R, b, d", meaning: { en: "kernel, recurrent kernel, and a bias for each", zh: "权重、循环权重，及各自的偏置" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/recurrent_layers/gru/",
  keywords: ["rnn", "recurrent", "gate", "text", "sequence", "循环", "门控"],
  icon: "refresh-cw",
  input: { arity: 1, rank: 3 },
  masks: "passes",
  activatesInside: true,
  fields: { ...recurrentFields, recurrentActivation: recurrentActivationField },
  brief: recurrentBrief,
  outputShape: (config, [input]) => recurrentOutputShape("GRU", config, input),
  weights: (config, [input]) => recurrentWeights("GRU", 3, config, input),
  keptValues: ({ units }, [input]) => recurrentKeptValues("GRU", 3, units, input),
  macs: ({ units }, [input]) => recurrentMacs("GRU", 3, units, input),
});
