/** Asks a network one example: each layer in turn, in plain JavaScript. */
import { activate } from "@/interop/page/activations";
import { pageLayers } from "@/interop/page/layers";
import { maskMakers, passed } from "@/interop/page/layers/masks";
import type { Mask, PageCall, PageLayer } from "@/interop/page/layers/page-layer";
import type { PageNetwork, PageNode } from "@/interop/page/page-network";
import { sizeOf, type Value } from "@/interop/page/value";
import type { LayerName } from "@/network/layers";

export type Ask = (example: Float32Array) => Value;

export function createAsk({ nodes, weights }: PageNetwork): Ask {
  let at = 0;
  const tensors = nodes.map(
    (node) =>
      new Map(
        Object.entries(node.weights).map(([name, shape]): [string, Value] => {
          const from = at;
          at += sizeOf(shape);
          return [name, { shape, data: weights.subarray(from, at) }];
        }),
      ),
  );
  return (example) => {
    const values: Value[] = [];
    const masks: Mask[] = [];
    nodes.forEach((node, i) => {
      const inputs = node.className === "Input" ? [partOf(node, example)] : node.sources.map((source) => values[source] as Value);
      const call = {
        config: node.config,
        inputs,
        masks: node.sources.map((source) => masks[source]),
        shape: node.shape,
        weight: (name: string) => tensors[i]?.get(name) ?? { shape: [0], data: new Float32Array() },
      } as unknown as PageCall<LayerName>;
      const value = activate(node.activation, (pageLayers[node.className] as PageLayer<LayerName>)(call));
      values.push(value);
      masks.push(maskAfter(node, call));
    });
    return values.at(-1) ?? { shape: [0], data: new Float32Array() };
  };
}

/** Rows of two parts hold the source at their front and the target at their end. */
function partOf({ config, shape }: PageNode, example: Float32Array): Value {
  const part = "part" in config ? config.part : "whole";
  const size = sizeOf(shape);
  return { shape, data: part === "target" ? example.slice(example.length - size) : example.slice(0, size) };
}

function maskAfter({ className, masks, shape }: PageNode, call: PageCall<LayerName>): Mask {
  const maker = maskMakers[className] as ((call: PageCall<LayerName>) => Mask) | undefined;
  const mask = masks === "ends" ? undefined : masks === "makes" ? maker?.(call) : passed(call.masks);
  return mask && shape.length > 1 && shape[0] === mask.length ? mask : undefined;
}
