/** SimpleRNN: what comes in and the last state, through one layer, again and again (Elman 1990). */
import { defineLayer } from "@/network/layers/define-layer";
import { recurrentBrief, recurrentFields, recurrentKeptValues, recurrentMacs, recurrentOutputShape, recurrentWeights } from "@/network/layers/recurrent";

export const SimpleRNN = defineLayer({
  className: "SimpleRNN",
  category: "recurrent",
  title: { en: "Simple RNN", zh: "简单 RNN" },
  summary: {
    en: "Reads a sequence step by step into a state, without gates: the plainest recurrent layer, which soon forgets.",
    zh: "逐步把序列读入状态，没有门：最朴素的循环层，很快就会遗忘。",
  },
  formula: {
    latex: "h_t = f\\left(x_t W + h_{t-1} R + b\\right)",
    symbols: [
      { latex: "x_t", meaning: { en: "what comes in at step t", zh: "第 t 步的输入" } },
      { latex: "h_t", meaning: { en: "the state, which leaves", zh: "状态，即输出" } },
      { latex: "W, R, b", meaning: { en: "kernel, recurrent kernel and bias", zh: "权重、循环权重与偏置" } },
      { latex: "f", meaning: { en: "the activation", zh: "激活函数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/recurrent_layers/simple_rnn/",
  keywords: ["rnn", "recurrent", "elman", "text", "sequence", "循环"],
  icon: "rotate-ccw",
  input: { arity: 1, rank: 3 },
  masks: "passes",
  activatesInside: true,
  fields: recurrentFields,
  brief: recurrentBrief,
  outputShape: (config, [input]) => recurrentOutputShape("SimpleRNN", config, input),
  weights: (config, [input]) => recurrentWeights("SimpleRNN", 1, config, input),
  keptValues: ({ units }, [input]) => recurrentKeptValues("SimpleRNN", 1, units, input),
  macs: ({ units }, [input]) => recurrentMacs("SimpleRNN", 1, units, input),
});
