/** An activation as a layer of its own. */
import { activationField } from "@/network/layers/common-fields";
import { activationLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";

export const Activation = defineLayer({
  className: "Activation",
  category: "activation",
  title: { en: "Activation", zh: "激活" },
  summary: {
    en: "Applies a function to every value, such as ReLU after a batch norm or an addition.",
    zh: "对每个值应用一个函数，例如在批归一化或相加之后用 ReLU。",
  },
  formula: {
    latex: "y = f(x)",
    symbols: [
      { latex: "x", meaning: { en: "what comes in", zh: "输入" } },
      { latex: "f", meaning: { en: "the function chosen", zh: "所选的函数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/core_layers/activation/",
  keywords: ["relu", "gelu", "silu", "swish", "sigmoid", "tanh", "softmax", "elu", "nonlinearity", "非线性"],
  icon: "activity",
  input: { arity: 1, rank: "any" },
  masks: "passes",
  fields: { activation: activationField("relu") },
  brief: ({ activation }) => ({ line: activationLine(activation) }),
  outputShape: (_config, [input]) => input ?? [],
  weights: () => [],
  macs: () => 0,
});
