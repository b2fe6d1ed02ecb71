/** The sums behind one layer's shape and parameters, with its own figures. Pure. */
import type { LayerNode } from "@/network/document";
import type { WeightSpec } from "@/network/layers/define-layer";
import type { Shape } from "@/network/shape";
import { grouped } from "@/viz/figures";

export interface Sum {
  /** `(28 − 3) ÷ 1 + 1` */
  readonly terms: string;
  readonly result: number;
}

/** Rows of the output of a sliding window; undefined for layers that do not slide one. */
export function sideSum(node: LayerNode, input: Shape | undefined): Sum | undefined {
  const config: Readonly<Record<string, unknown>> = node.config;
  const window = firstOf(config["kernelSize"]) ?? firstOf(config["poolSize"]);
  const stride = firstOf(config["strides"]);
  const size = input?.[1];
  if (node.className === "Conv2DTranspose" || input?.length !== 4 || typeof size !== "number" || window === undefined || stride === undefined) return undefined;
  const dilation = firstOf(config["dilationRate"]) ?? 1;
  if (config["padding"] === "same") return { terms: `⌈${size} ÷ ${stride}⌉`, result: Math.ceil(size / stride) };
  const extent = (window - 1) * dilation + 1;
  const result = Math.floor((size - extent) / stride) + 1;
  if (result < 1) return undefined;
  const inner = `(${size} − ${extent}) ÷ ${stride}`;
  return { terms: (size - extent) % stride === 0 ? `${inner} + 1` : `⌊${inner}⌋ + 1`, result };
}

/** `3·3·1·32 + 32`: one product per weight. */
export function parameterSum(weights: readonly WeightSpec[]): Sum | undefined {
  if (weights.length === 0) return undefined;
  const sizes = weights.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  return { terms: weights.map(({ shape }) => shape.map(grouped).join("·")).join(" + "), result: sizes.reduce((sum, size) => sum + size, 0) };
}

function firstOf(value: unknown): number | undefined {
  return Array.isArray(value) && typeof value[0] === "number" ? value[0] : undefined;
}
