/** Add: the sum of its inputs, value by value. */
import { defineLayer } from "@/network/layers/define-layer";
import { mergedShape } from "@/network/layers/merge-inputs";
import { valuesPerExample } from "@/network/shape";

export const Add = defineLayer({
  className: "Add",
  category: "merging",
  title: { en: "Add", zh: "相加" },
  summary: {
    en: "Adds its inputs value by value; with a wire round a block it makes a residual connection.",
    zh: "把各输入逐值相加；绕过一段网络的连线加上它就是残差连接。",
  },
  formula: {
    latex: "y = \\sum_{k=1}^{n} x^{(k)}",
    symbols: [
      { latex: "x^{(k)}", meaning: { en: "the k-th input", zh: "第 k 个输入" } },
      { latex: "n", meaning: { en: "number of inputs", zh: "输入的个数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/merging_layers/add/",
  keywords: ["residual", "skip", "sum", "merge", "残差"],
  icon: "plus",
  input: { arity: "many", rank: "any" },
  masks: "passes",
  fields: {},
  brief: () => ({}),
  outputShape: (_config, inputs) => mergedShape("Add", inputs),
  weights: () => [],
  macs: (_config, inputs, output) => (inputs.length - 1) * valuesPerExample(output),
});
