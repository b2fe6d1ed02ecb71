/** Asks a network one example: each layer in turn, in plain JavaScript. */
import { activate } from "@/interop/page/activations";
import { pageLayers } from "@/interop/page/layers";
import { maskMakers, passed } from "@/interop/page/layers/masks";
import type { Mask, PageCall, PageLayer } from "@/interop/page/layers/page-layer";
import type { PageNetwork, PageNode } from "@/interop/page/page-network";
import { sizeOf, type Value } from "@/interop/page/value";
import type { LayerName } from "@/network/layers";

/** Answers to one example. Where the same `kept` comes again, so does the same source: what depends on it alone is not computed anew. */
export type Ask = (example: Float32Array, kept?: KeptAnswers) => Value;
/** By the place of the layer. */
export type KeptAnswers = Map<number, { readonly value: Value; readonly mask: Mask }>;

export function createAsk(network: PageNetwork): Ask {
  const answer = layerCalls(network);
  const hearsTarget = targetHeard(network);
  return (example, kept) => {
    const values: Value[] = [];
    const masks: Mask[] = [];
    network.nodes.forEach((node, i) => {
      const known = kept?.get(i);
      const call = { masks: node.sources.map((source) => masks[source]), shape: node.shape };
      const [first = partOf(node, example), ...others] = node.sources.map((source) => values[source] as Value);
      const { value, mask } = known ?? answer(i, { ...call, inputs: [first, ...others] });
      if (kept && !hearsTarget[i]) kept.set(i, { value, mask });
      values.push(value);
      masks.push(mask);
    });
    return values.at(-1) ?? { shape: [0], data: new Float32Array() };
  };
}

type GivenCall = Omit<PageCall<LayerName>, "config" | "weight">;

/** What the layer at a place answers to its inputs. */
export function layerCalls({ nodes, weights }: PageNetwork): (place: number, given: GivenCall) => { readonly value: Value; readonly mask: Mask } {
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
  return (place, given) => {
    const node = nodes[place] as PageNode;
    const weight = (name: string) => tensors[place]?.get(name) ?? { shape: [0], data: new Float32Array() };
    const call: PageCall<LayerName> = { ...given, config: node.config, weight };
    const value = activate(node.activation, (pageLayers[node.className] as PageLayer<LayerName>)(call));
    return { value, mask: maskAfter(node, call) };
  };
}

/** By place, whether what the layer answers depends on the target. */
function targetHeard({ nodes }: PageNetwork): readonly boolean[] {
  const heard: boolean[] = [];
  for (const { config, sources } of nodes) heard.push(("part" in config && config.part !== "source") || sources.some((source) => heard[source] === true));
  return heard;
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
