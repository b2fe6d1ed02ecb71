/** Concatenate: its inputs side by side on one axis. */
import { int } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { formatWireShape, ShapeError, type Shape } from "@/network/shape";

/** The axis counted from the front; throws when it is the batch, or not there. */
function joinedAxis(axis: number, first: Shape): number {
  const counted = axis < 0 ? first.length + axis : axis;
  if (counted < 1 || counted >= first.length)
    throw new ShapeError("Concatenate", { en: `inputs with an axis ${axis} besides the batch`, zh: `除批次外有第 ${axis} 轴的输入` }, first, {
      en: "Set the axis to −1, the last one.",
      zh: "把轴设为 −1，即最后一个。",
    });
  return counted;
}

export const Concatenate = defineLayer({
  className: "Concatenate",
  category: "merging",
  title: { en: "Concatenate", zh: "拼接" },
  summary: { en: "Puts its inputs side by side: nothing is mixed, the next layer sees all of them.", zh: "把各输入并排放在一起：不混合，下一层全都看得到。" },
  formula: {
    latex: "y = \\big[\\, x^{(1)} \\;\\big|\\; x^{(2)} \\;\\big|\\; \\ldots \\;\\big|\\; x^{(n)} \\,\\big]",
    symbols: [
      { latex: "x^{(k)}", meaning: { en: "the k-th input, equal in all axes but one", zh: "第 k 个输入，除一个轴外都相同" } },
      { latex: "n", meaning: { en: "number of inputs", zh: "输入的个数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/merging_layers/concatenate/",
  keywords: ["concat", "join", "stack", "merge", "连接"],
  icon: "combine",
  input: { arity: "many", rank: "any" },
  masks: "makes",
  fields: {
    axis: int({
      label: { en: "Axis", zh: "轴" },
      help: {
        en: "The axis along which they are joined: −1 is the last (features or channels), 1 the first after the batch.",
        zh: "沿哪个轴拼接：−1 为最后一个（特征或通道），1 为批次之后的第一个。",
      },
      initial: -1,
      kerasDefault: -1,
      min: -1,
      max: 3,
      group: "advanced",
    }),
  },
  brief: ({ axis }) => (axis === -1 ? {} : { line: figureLine(`axis ${axis}`) }),
  outputShape({ axis }, inputs) {
    const [first, ...others] = inputs;
    if (!first || others.length === 0)
      throw new ShapeError("Concatenate", { en: "two or more wires", zh: "两条或更多连线" }, first ?? [], {
        en: "Connect another layer to it, or remove it.",
        zh: "再连一层到它，或把它删除。",
      });
    const joined = joinedAxis(axis, first);
    return others.reduce<Shape>((shape, input) => {
      const fits = input.length === shape.length && input.every((size, i) => i === joined || size === shape[i]);
      if (!fits)
        throw new ShapeError(
          "Concatenate",
          {
            en: `inputs that differ from the first, ${formatWireShape(first)}, in axis ${joined} only`,
            zh: `与第一个输入（${formatWireShape(first)}）只在第 ${joined} 轴不同的输入`,
          },
          input,
          { en: "Give the layers before it the same height and width, or Flatten both.", zh: "让它前面的各层高宽相同，或都展平。" },
        );
      return shape.map((size, i) => (i === joined ? (size ?? 0) + (input[i] ?? 0) : size));
    }, first);
  },
  weights: () => [],
  macs: () => 0,
});
