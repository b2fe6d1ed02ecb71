/** LSTM: reads a sequence step by step into a state, with gates that say what to write, keep and show (Hochreiter & Schmidhuber 1997). */
import { bool } from "@/network/fields";
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

export const LSTM = defineLayer({
  className: "LSTM",
  category: "recurrent",
  title: { en: "LSTM", zh: "LSTM" },
  summary: {
    en: "Reads a sequence step by step and keeps a memory that gates write, hold and show: good for what matters many steps later.",
    zh: "逐步读取序列，并用门来写入、保持和输出记忆：适合很多步之后才起作用的信息。",
  },
  formula: {
    latex:
      "\\begin{aligned} (i_t, f_t, o_t) &= \\sigma\\left(x_t W + h_{t-1} R + b\\right) \\\\ \\tilde c_t &= \\tanh\\left(x_t W_c + h_{t-1} R_c + b_c\\right) \\\\ c_t &= f_t \\odot c_{t-1} + i_t \\odot \\tilde c_t \\\\ h_t &= o_t \\odot \\tanh c_t \\end{aligned}",
    symbols: [
      { latex: "x_t", meaning: { en: "what comes in at step t", zh: "第 t 步的输入" } },
      { latex: "h_t", meaning: { en: "the state, which leaves", zh: "状态，即输出" } },
      { latex: "c_t", meaning: { en: "the memory", zh: "记忆" } },
      { latex: "\\tilde c_t", meaning: { en: "what could be written into it", zh: "可写入记忆的新内容" } },
      { latex: "i_t, f_t, o_t", meaning: { en: "gates: write, keep, show", zh: "门：写入、保持、输出" } },
      { latex: "W, R, b", meaning: { en: "kernel, recurrent kernel and bias, a block for each gate", zh: "权重、循环权重与偏置，每个门一块" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/recurrent_layers/lstm/",
  keywords: ["rnn", "recurrent", "memory", "text", "sequence", "循环", "长短期记忆"],
  icon: "history",
  input: { arity: 1, rank: 3 },
  masks: "passes",
  activatesInside: true,
  fields: {
    ...recurrentFields,
    recurrentActivation: recurrentActivationField,
    unitForgetBias: bool({
      label: { en: "Forget bias 1", zh: "遗忘偏置为 1" },
      help: {
        en: "Starts the bias of the forget gate at 1, so that at first the memory is kept.",
        zh: "让遗忘门的偏置从 1 开始，使记忆起初得以保持。",
      },
      initial: true,
      kerasDefault: true,
      group: "initializers",
    }),
  },
  brief: recurrentBrief,
  outputShape: (config, [input]) => recurrentOutputShape("LSTM", config, input),
  weights: (config, [input]) =>
    recurrentWeights("LSTM", 4, config, input).map((spec) =>
      spec.name === "bias" && config.unitForgetBias ? { ...spec, ones: [config.units, 2 * config.units] } : spec,
    ),
  keptValues: ({ units }, [input]) => recurrentKeptValues("LSTM", 4, units, input),
  macs: ({ units }, [input]) => recurrentMacs("LSTM", 4, units, input),
});
