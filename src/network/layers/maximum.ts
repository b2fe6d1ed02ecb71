/** Maximum: the largest of its inputs, value by value. */
import { defineLayer } from "@/network/layers/define-layer";
import { mergedShape } from "@/network/layers/merge-inputs";
import { valuesPerExample } from "@/network/shape";

export const Maximum = defineLayer({
  className: "Maximum",
  category: "merging",
  title: { en: "Maximum", zh: "取最大" },
  summary: { en: "Keeps the largest of its inputs value by value.", zh: "对各输入逐值取最大。" },
  formula: {
    latex: "y = \\max_{k = 1 \\ldots n}\\; x^{(k)}",
    symbols: [
      { latex: "x^{(k)}", meaning: { en: "the k-th input", zh: "第 k 个输入" } },
      { latex: "n", meaning: { en: "number of inputs", zh: "输入的个数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/merging_layers/maximum/",
  keywords: ["max", "merge", "maxout"],
  icon: "chevrons-up",
  input: { arity: "many", rank: "any" },
  masks: "passes",
  fields: {},
  brief: () => ({}),
  outputShape: (_config, inputs) => mergedShape("Maximum", inputs),
  weights: () => [],
  macs: (_config, inputs, output) => (inputs.length - 1) * valuesPerExample(output),
});
