/** Reshape: the same values on other axes. */
import { dims } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { formatWireShape, ShapeError, valuesPerExample } from "@/network/shape";

export const Reshape = defineLayer({
  className: "Reshape",
  category: "reshaping",
  title: { en: "Reshape", zh: "变形" },
  summary: { en: "Arranges the same values on other axes, in the same order.", zh: "把同样的值按原顺序排到另一组轴上。" },
  formula: {
    latex: "y = \\operatorname{reshape}(x)",
    symbols: [{ latex: "x", meaning: { en: "what comes in; its values keep their order", zh: "输入；值的顺序不变" } }],
  },
  kerasUrl: "https://keras.io/api/layers/reshaping_layers/reshape/",
  keywords: ["view", "unflatten", "重塑"],
  icon: "boxes",
  input: { arity: 1, rank: "any" },
  fields: {
    targetShape: dims({
      label: { en: "Shape", zh: "形状" },
      help: { en: "The new axes of one example, without the batch. Their product must stay the same.", zh: "一个样本的新轴，不含批次，其乘积必须不变。" },
      initial: [28, 28, 1],
      min: 1,
      max: 65536,
      maxLength: 4,
    }),
  },
  brief: ({ targetShape }) => ({ line: figureLine(formatWireShape([null, ...targetShape])) }),
  outputShape({ targetShape }, [input = []]) {
    const target = [input[0] ?? null, ...targetShape];
    const values = valuesPerExample(target);
    if (values !== valuesPerExample(input))
      throw new ShapeError("Reshape", { en: `${values} values per example`, zh: `每个样本 ${values} 个值` }, input, {
        en: `Choose axes whose product is ${valuesPerExample(input)}.`,
        zh: `选择乘积为 ${valuesPerExample(input)} 的轴。`,
      });
    return target;
  },
  weights: () => [],
  macs: () => 0,
});
