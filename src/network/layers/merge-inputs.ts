/** Shape of inputs combined value by value: equal, or 1 where one is to be spread over the other. */
import { formatWireShape, ShapeError, type Shape } from "@/network/shape";

/** Keras' rule for Add, Multiply, Average and Maximum, for inputs of equal rank. */
export function mergedShape(layer: string, inputs: readonly Shape[]): Shape {
  const [first, ...others] = inputs;
  if (!first || others.length === 0)
    throw new ShapeError(layer, { en: "two or more wires", zh: "两条或更多连线" }, first ?? [], {
      en: "Connect another layer to it, or remove it.",
      zh: "再连一层到它，或把它删除。",
    });
  return others.reduce<Shape>((merged, input) => {
    const fits = input.length === merged.length && input.every((size, axis) => size === merged[axis] || size === 1 || merged[axis] === 1);
    if (!fits)
      throw new ShapeError(
        layer,
        { en: `inputs of one shape, ${formatWireShape(merged)} like the first`, zh: `形状相同的输入（与第一个相同，${formatWireShape(merged)}）` },
        input,
        {
          en: "Give the layers before it the same size.",
          zh: "让它前面的各层大小相同。",
        },
      );
    return input.map((size, axis) => (size === 1 ? (merged[axis] ?? null) : size));
  }, first);
}
