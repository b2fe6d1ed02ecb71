/** Average: the mean of its inputs, value by value. */
import { defineLayer } from "@/network/layers/define-layer";
import { mergedShape } from "@/network/layers/merge-inputs";
import { valuesPerExample } from "@/network/shape";

export const Average = defineLayer({
  className: "Average",
  category: "merging",
  title: { en: "Average", zh: "平均" },
  summary: { en: "Takes the mean of its inputs value by value, as an ensemble does.", zh: "对各输入逐值取平均，如同集成。" },
  formula: {
    latex: "y = \\frac1n \\sum_{k=1}^{n} x^{(k)}",
    symbols: [
      { latex: "x^{(k)}", meaning: { en: "the k-th input", zh: "第 k 个输入" } },
      { latex: "n", meaning: { en: "number of inputs", zh: "输入的个数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/merging_layers/average/",
  keywords: ["mean", "ensemble", "merge", "集成"],
  icon: "equal",
  input: { arity: "many", rank: "any" },
  masks: "passes",
  fields: {},
  brief: () => ({}),
  outputShape: (_config, inputs) => mergedShape("Average", inputs),
  weights: () => [],
  macs: (_config, inputs, output) => (inputs.length - 1) * valuesPerExample(output),
});
