/** How the axes of what comes in lie in the file: ONNX does not say, but the first operator that cares does. */
import { batch } from "@/interop/import/onnx/axes";
import { importProblem } from "@/interop/import/imported-model";
import type { ReadGraph, ReadNode, ReadValue } from "@/interop/import/onnx/onnx-model";
import { channelsFirst, timeFirst } from "@/interop/import/onnx/drawing";

const windows: ReadonlySet<string> = new Set([
  "Conv",
  "ConvTranspose",
  "MaxPool",
  "AveragePool",
  "GlobalMaxPool",
  "GlobalAveragePool",
  "BatchNormalization",
  "Resize",
  "Upsample",
]);
const recurrent: ReadonlySet<string> = new Set(["LSTM", "GRU", "RNN"]);
/** Operators that take values as they lie. */
const careless: ReadonlySet<string> = new Set(["Identity", "Cast", "Pad", "Dropout", "Relu", "Sigmoid", "Tanh", "Add", "Sub", "Mul", "Div", "Sum", "Concat"]);

function firstThatCares(nodes: readonly ReadNode[], name: string): ReadNode | undefined {
  const open = [name];
  const seen = new Set(open);
  for (const value of open) {
    for (const node of nodes) {
      if (!node.inputs.includes(value)) continue;
      if (!careless.has(node.op)) return node;
      for (const output of node.outputs) if (!seen.has(output)) open.push(output);
      for (const output of node.outputs) seen.add(output);
    }
  }
  return undefined;
}

/** `order[i]`: our axis for the file's axis i. */
function orderOf(rank: number, node: ReadNode | undefined): readonly number[] {
  const plain = Array.from({ length: rank }, (_, i) => i);
  if (node && windows.has(node.op)) return channelsFirst[rank] ?? plain;
  if (rank === 3 && node && recurrent.has(node.op)) return timeFirst;
  // Images that are turned before they are used lie as here; all others as ONNX's operators want them.
  return rank === 4 && node?.op !== "Transpose" ? (channelsFirst[4] ?? plain) : plain;
}

export interface InputAxes {
  /** Ours, batch NaN. */
  readonly shape: readonly number[];
  readonly order: readonly number[];
  /** The size of the batch where the file fixes it. */
  readonly fixedBatch: number | undefined;
}

export function inputAxes({ nodes }: ReadGraph, { name, shape }: ReadValue): InputAxes {
  const rank = shape?.length ?? 0;
  const open = () =>
    importProblem(
      "openInput",
      {
        en: "The input {name} of this ONNX file has an open size; Layerlab needs every size but the batch.",
        zh: "此 ONNX 文件的输入 {name} 有未定的尺寸；除批次外，Layerlab 需要所有尺寸。",
      },
      { name: name.slice(0, 80) },
    );
  if (!shape || rank < 2 || rank > 5) throw open();
  const order = orderOf(rank, firstThatCares(nodes, name));
  const own = order.map(() => 1);
  for (const [place, axis] of order.entries()) {
    const size = shape[place] ?? 0;
    if (axis !== 0 && !(Number.isSafeInteger(size) && size > 0)) throw open();
    own[axis] = axis === 0 ? batch : size;
  }
  return { shape: own, order, fixedBatch: shape[order.indexOf(0)] ?? undefined };
}
