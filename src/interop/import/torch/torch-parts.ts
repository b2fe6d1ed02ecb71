/** The modules of PyTorch that a network's cards are, in the order in which they run. */
import { torchLines, type TorchLines } from "@/interop/export/pytorch/torch-module";
import { attentionPart, bothWaysPart, isCell, recurrentPart } from "@/interop/import/torch/torch-cells";
import { byKey, type TorchPart } from "@/interop/import/torch/torch-part";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { Plan, PlannedLayer } from "@/network/plan";

/**
 * The modules that we write keep their weights in another order of axes. Which one is asked of the very lines that write them: given
 * numbers that count the values, they answer where each goes.
 */
export function countedLines(plan: Plan): readonly TorchLines[] {
  return torchLines(plan, ({ node, weights }, word) => {
    const shape = weights.find(({ name }) => name === word)?.shape ?? [];
    return { name: `${node.name}/${word}`, shape, data: Float32Array.from({ length: valuesIn(shape) }, (_, i) => i) };
  });
}

const valuesIn = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/** By full name of a weight that a card declares. */
export function declaredShapes({ layers }: Plan): ReadonlyMap<string, readonly number[]> {
  return new Map(layers.flatMap(({ node, weights }) => weights.map(({ name, shape }) => [`${node.name}/${name}`, shape] as const)));
}

/** `data` as the file has it, put where `places` says. */
export function putInPlace(name: string, shape: readonly number[], places: Float32Array, data: Float32Array): NamedTensor {
  const values = new Float32Array(places.length);
  for (const [i, place] of places.entries()) values[place] = data[i] ?? 0;
  return { name, shape, data: values };
}

export function torchParts(plan: Plan): readonly TorchPart[] {
  const shapes = declaredShapes(plan);
  const layers = new Map(plan.layers.map((layer) => [layer.node.id, layer]));
  return countedLines(plan).flatMap((lines) => ownPart(layers.get(lines.node.id)!, layers) ?? partsOf(lines, shapes));
}

/** Of a layer for which we write a class of our own where PyTorch has one that keeps its weights otherwise. */
function ownPart({ node, sources, weights }: PlannedLayer, layers: ReadonlyMap<string, PlannedLayer>): TorchPart | undefined {
  const size = layers.get(sources[0] ?? "")?.outputShape.at(-1) ?? 1;
  if (node.className === "MultiHeadAttention") return attentionPart(node, weights);
  if (node.className === "Bidirectional") return bothWaysPart(node, node.config.layer, node.config, size);
  return isCell(node.className) ? recurrentPart(node, node.className, node.config as never, size) : undefined;
}

/** A part for each module; `dense.weight` is the key `weight` of `dense`. */
function partsOf({ node, state }: TorchLines, declared: ReadonlyMap<string, readonly number[]>): readonly TorchPart[] {
  const modules = byKey(state, ({ name }) => name.slice(0, name.lastIndexOf(".")));
  return [...modules].map(([module, tensors]) => {
    const keyed = tensors.map((tensor) => ({ ...tensor, key: tensor.name.slice(module.length + 1) }));
    return {
      id: node.id,
      names: modules.size === 1 ? [node.name, module] : [module],
      shapes: Object.fromEntries(keyed.map(({ key, shape }) => [key, shape])),
      weights: (stateOf) => {
        // What a card goes without has one value only in PyTorch's words: a factor of one, a shift of zero.
        const isOther = keyed.some(({ of, key, data }) => !declared.has(of) && stateOf(key).some((value, i) => value !== data[i]));
        return isOther ? undefined : keyed.flatMap(({ of, key, data }) => (declared.has(of) ? [putInPlace(of, declared.get(of)!, data, stateOf(key))] : []));
      },
    };
  });
}
