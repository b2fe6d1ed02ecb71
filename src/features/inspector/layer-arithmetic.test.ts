/** The sums shown in the inspector give what the layer itself declares. */
import { expect, test } from "vitest";
import { parameterSum, sideSum } from "@/features/inspector/layer-arithmetic";
import type { LayerNode } from "@/network/document";
import { initialConfig, layerOf, type LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";

function layer(className: LayerName, config: Readonly<Record<string, unknown>>): LayerNode {
  return { id: "n1", className, name: "n1", config: { ...initialConfig(className), ...config } } as LayerNode;
}

const windows = [
  ["Conv2D", { kernelSize: [3, 3], strides: [1, 1], padding: "valid" }],
  ["Conv2D", { kernelSize: [5, 5], strides: [2, 2], padding: "valid" }],
  ["Conv2D", { kernelSize: [3, 3], strides: [2, 2], padding: "same" }],
  ["Conv2D", { kernelSize: [3, 3], strides: [1, 1], padding: "valid", dilationRate: [2, 2] }],
  ["MaxPooling2D", { poolSize: [2, 2], strides: [2, 2], padding: "valid" }],
  ["MaxPooling2D", { poolSize: [3, 3], strides: [2, 2], padding: "same" }],
] as const;

test.each(windows)("%s %j: the sum of the side is the side that the layer declares", (className, config) => {
  const node = layer(className, config);
  for (const size of [28, 27, 13]) {
    const input: Shape = [null, size, size, 3];
    expect(sideSum(node, input)?.result).toBe(layerOf(className).outputShape(node.config, [input])[1]);
  }
});

test("the sums are written with the layer's own figures", () => {
  const conv = layer("Conv2D", { filters: 32, kernelSize: [3, 3], strides: [1, 1], padding: "valid" });
  expect(sideSum(conv, [null, 28, 28, 1])?.terms).toBe("(28 − 3) ÷ 1 + 1");
  const weights = layerOf("Conv2D").weights(conv.config, [[null, 28, 28, 1]]);
  expect(parameterSum(weights)).toEqual({ terms: "3·3·1·32 + 32", result: 320 });
  const table = layer("Embedding", { inputDim: 4000, outputDim: 16 });
  expect(parameterSum(layerOf("Embedding").weights(table.config, [[null, 48]]))?.terms).toBe("4,000·16");
});

test("layers without a window or without weights have no sum", () => {
  expect(sideSum(layer("Dense", {}), [null, 128])).toBeUndefined();
  expect(sideSum(layer("Conv2D", {}), undefined)).toBeUndefined();
  expect(parameterSum([])).toBeUndefined();
});
