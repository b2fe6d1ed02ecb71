/** `nn.LSTM`, `nn.GRU`, `nn.RNN` and `nn.MultiheadAttention`, which keep their weights otherwise than the modules that we write. */
import { transposed } from "@/interop/export/arrange";
import type { TorchPart } from "@/interop/import/torch/torch-part";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { LayerNode } from "@/network/document";
import type { WeightSpec } from "@/network/layers/define-layer";
import { weightOf } from "@/network/layers/weight-of-direction";

type Shapes = Readonly<Record<string, readonly number[]>>;
type State = (key: string) => Float32Array;

const gates = { LSTM: [0, 1, 2, 3], GRU: [1, 0, 2], SimpleRNN: [0] } as const;
export type CellName = keyof typeof gates;
export const isCell = (name: string): name is CellName => name in gates;

/** PyTorch's gates stand in another order for the GRU: reset before update. */
function inOurOrder(cell: CellName, data: Float32Array): Float32Array {
  const size = data.length / gates[cell].length;
  const turned = new Float32Array(data.length);
  for (const [ours, theirs] of gates[cell].entries()) turned.set(data.subarray(theirs * size, (theirs + 1) * size), ours * size);
  return turned;
}

function direction(cell: CellName, size: number, units: number, useBias: boolean, end: string): Shapes {
  const width = gates[cell].length * units;
  return {
    [`weight_ih${end}`]: [width, size],
    [`weight_hh${end}`]: [width, units],
    ...(useBias ? { [`bias_ih${end}`]: [width], [`bias_hh${end}`]: [width] } : {}),
  };
}

function directionWeights(cell: CellName, shapes: Shapes, named: (word: string) => string, state: State, end: string): readonly NamedTensor[] {
  const kernel = (key: string, word: string) => transposed({ name: named(word), shape: shapes[key] ?? [], data: inOurOrder(cell, state(key)) }, [1, 0]);
  const kernels = [kernel(`weight_ih${end}`, "kernel"), kernel(`weight_hh${end}`, "recurrentKernel")];
  if (!(`bias_ih${end}` in shapes)) return kernels;
  const [coming, kept] = [inOurOrder(cell, state(`bias_ih${end}`)), inOurOrder(cell, state(`bias_hh${end}`))];
  const width = coming.length;
  // Only the GRU's second bias is shut off by a gate; elsewhere the sum is all that counts.
  const bias =
    cell === "GRU"
      ? { name: named("bias"), shape: [2, width], data: Float32Array.from([...coming, ...kept]) }
      : { name: named("bias"), shape: [width], data: coming.map((value, i) => value + (kept[i] ?? 0)) };
  return [...kernels, bias];
}

/** `size`: what comes in at each step. */
export function recurrentPart(node: LayerNode, cell: CellName, config: { readonly units: number; readonly useBias: boolean }, size: number): TorchPart {
  const shapes = direction(cell, size, config.units, config.useBias, "");
  return {
    id: node.id,
    names: [node.name],
    shapes,
    weights: (state) => directionWeights(cell, shapes, (word) => `${node.name}/${word}`, state, ""),
  };
}

export function bothWaysPart(node: LayerNode, cell: CellName, config: { readonly units: number; readonly useBias: boolean }, size: number): TorchPart {
  const ways = { forward: "", backward: "_reverse" } as const;
  const shapesOf = (end: string) => direction(cell, size, config.units, config.useBias, end);
  return {
    id: node.id,
    names: [node.name],
    shapes: { ...shapesOf(ways.forward), ...shapesOf(ways.backward) },
    weights: (state) =>
      (["forward", "backward"] as const).flatMap((way) =>
        directionWeights(cell, shapesOf(ways[way]), (word) => `${node.name}/${weightOf(way, word)}`, state, ways[way]),
      ),
  };
}

/** Queries, keys and values stand below each other in one matrix where they are of one size, else in three. */
export function attentionPart(node: LayerNode, specs: readonly WeightSpec[]): TorchPart {
  const shapeOf = (word: string) => specs.find(({ name }) => name === word)?.shape ?? [];
  const widths = (["query", "key", "value"] as const).map((word) => {
    const [from = 0, heads = 0, each = 0] = shapeOf(`${word}Kernel`);
    return { word, from, to: heads * each };
  });
  const useBias = shapeOf("outputBias").length > 0;
  const [heads = 0, each = 0, width = 0] = shapeOf("outputKernel");
  const isOne = widths.every(({ from, to }) => from === width && to === width);
  const rows = widths.reduce((sum, { to }) => sum + to, 0);
  const shapes: Shapes = {
    ...(isOne ? { in_proj_weight: [rows, width] } : Object.fromEntries(widths.map(({ word, from, to }) => [`${word[0]}_proj_weight`, [to, from]]))),
    ...(useBias ? { in_proj_bias: [rows] } : {}),
    "out_proj.weight": [width, heads * each],
    ...(useBias ? { "out_proj.bias": [width] } : {}),
  };
  const named = (word: string, data: Float32Array): NamedTensor => ({ name: `${node.name}/${word}`, shape: shapeOf(word), data });
  const turned = (data: Float32Array, to: number, from: number) => transposed({ name: "", shape: [to, from], data }, [1, 0]).data;
  return {
    id: node.id,
    names: [node.name],
    shapes,
    weights: (state) => [
      ...widths.flatMap(({ word, from, to }, i) => {
        const begin = widths.slice(0, i).reduce((sum, before) => sum + before.to, 0);
        const own = isOne ? state("in_proj_weight").subarray(begin * width, (begin + to) * width) : state(`${word[0]}_proj_weight`);
        return [named(`${word}Kernel`, turned(own, to, from)), ...(useBias ? [named(`${word}Bias`, state("in_proj_bias").slice(begin, begin + to))] : [])];
      }),
      named("outputKernel", turned(state("out_proj.weight"), width, heads * each)),
      ...(useBias ? [named("outputBias", state("out_proj.bias"))] : []),
    ],
  };
}
