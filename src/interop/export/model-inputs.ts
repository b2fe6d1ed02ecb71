/** What comes into a network that leaves: an array for each Input, the source before the target. */
import type { NamedTensor } from "@/interop/layerlab/content";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { inputsInOrder, partOf } from "@/network/inputs-in-order";
import type { Plan, PlannedLayer } from "@/network/plan";
import { valuesPerExample } from "@/network/shape";

/** What it is called outside: `input` where examples have one part, else the part. */
export type InputName = "input" | "source" | "target";

export interface ModelInput {
  readonly name: InputName;
  readonly layer: PlannedLayer;
}

export function inputName(node: LayerNode): InputName {
  const part = partOf(node);
  return part === "whole" ? "input" : part;
}

/** In the order in which every format takes them. */
export function modelInputs({ inputs }: Plan): readonly ModelInput[] {
  return inputs.map((layer) => ({ name: inputName(layer.node), layer }));
}

/** Of a network that need not run yet. */
export function inputNamesOf({ nodes }: NetworkDocument): readonly InputName[] {
  return inputsInOrder(nodes).map(inputName);
}

/** What a program writes between the brackets of a call: `x`, or `[source, target]`. */
export function argumentText(network: NetworkDocument): string {
  const names = inputNamesOf(network);
  return names.length > 1 ? `[${names.join(", ")}]` : "x";
}

/** The arrays of all Inputs as rows that hold an example each: what `inputArrays` took apart. */
export function exampleRows(inputs: readonly NamedTensor[], count: number): Float32Array {
  const sizes = inputs.map(({ data }) => data.length / Math.max(1, count));
  const width = sizes.reduce((sum, size) => sum + size, 0);
  const rows = new Float32Array(count * width);
  let start = 0;
  inputs.forEach(({ data }, i) => {
    const size = sizes[i] ?? 0;
    for (let row = 0; row < count; row++) rows.set(data.subarray(row * size, (row + 1) * size), row * width + start);
    start += size;
  });
  return rows;
}

/** Rows that hold an example each, with all its parts, as one array for each Input: the source lies at a row's front, the target at its end. */
export function inputArrays(plan: Plan, count: number, rows: Float32Array): readonly NamedTensor[] {
  const width = count > 0 ? rows.length / count : 0;
  return modelInputs(plan).map(({ name, layer: { outputShape } }) => {
    const size = valuesPerExample(outputShape);
    const start = name === "target" ? width - size : 0;
    const data = new Float32Array(count * size);
    for (let row = 0; row < count; row++) data.set(rows.subarray(row * width + start, row * width + start + size), row * size);
    return { name, shape: [count, ...outputShape.slice(1).map((length) => length ?? 1)], data };
  });
}
