/** Small graphs of ONNX, written as our exports are. */
import type { OnnxGraph, OnnxNode } from "@/interop/export/onnx/onnx-proto";
import type { NamedTensor } from "@/interop/layerlab/content";

export const floats = (name: string, shape: readonly number[], value: (i: number) => number = (i) => i / 8): NamedTensor => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => value(i)),
});
export const node = (op: string, inputs: readonly string[], output: string, attributes: OnnxNode["attributes"] = {}): OnnxNode => ({
  op,
  inputs,
  outputs: [output],
  attributes,
});
export const graph = (shape: readonly number[], nodes: readonly OnnxNode[], tensors: readonly NamedTensor[], rest: Partial<OnnxGraph> = {}): OnnxGraph => ({
  name: "graph",
  nodes,
  floats: tensors,
  ints: [],
  packed: [],
  inputs: [{ name: "x", shape: [null, ...shape] }],
  output: { name: "y", shape: [null, 2] },
  ...rest,
});
export const dense = [floats("fc.weight", [2, 3]), floats("fc.bias", [2])] as const;
export const product = node("Gemm", ["x", "fc.weight", "fc.bias"], "y", { transB: 1 });
