/** Multiply: the product of its inputs, value by value. */
import { defineLayer } from "@/network/layers/define-layer";
import { mergedShape } from "@/network/layers/merge-inputs";
import { valuesPerExample } from "@/network/shape";

export const Multiply = defineLayer({
  className: "Multiply",
  category: "merging",
  title: { en: "Multiply", zh: "相乘" },
  summary: { en: "Multiplies its inputs value by value; a sigmoid branch then works as a gate.", zh: "把各输入逐值相乘；配上 sigmoid 分支就是一道门。" },
  formula: {
    latex: "y = \\prod_{k=1}^{n} x^{(k)}",
    symbols: [
      { latex: "x^{(k)}", meaning: { en: "the k-th input", zh: "第 k 个输入" } },
      { latex: "n", meaning: { en: "number of inputs", zh: "输入的个数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/merging_layers/multiply/",
  keywords: ["gate", "product", "attention", "merge", "门控"],
  icon: "x",
  input: { arity: "many", rank: "any" },
  masks: "passes",
  fields: {},
  brief: () => ({}),
  outputShape: (_config, inputs) => mergedShape("Multiply", inputs),
  weights: () => [],
  macs: (_config, inputs, output) => (inputs.length - 1) * valuesPerExample(output),
});
