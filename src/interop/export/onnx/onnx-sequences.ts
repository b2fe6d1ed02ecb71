/** How ONNX says the layers over the steps of a sequence, [N, T, C] as in Layerlab; its own windows want [N, C, T]. */
import { samePadding, transposed } from "@/interop/export/arrange";
import { activated, inputOf, onLastAxis, size, turned, type OnnxCall, type OnnxRule } from "@/interop/export/onnx/onnx-call";
import { sineWaves } from "@/interop/export/positions";
import type { LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";

const int64Type = 7;

type Padding = "valid" | "same" | "causal";
/** Before and after. */
function padsOf(padding: Padding, input: Shape | undefined, kernel: number, stride: number, dilation = 1): readonly [number, number] {
  if (padding === "valid") return [0, 0];
  return padding === "causal" ? [(kernel - 1) * dilation, 0] : samePadding(size(input, 1), kernel, stride, dilation);
}

function pooled(call: OnnxCall<"MaxPooling1D" | "AveragePooling1D">, op: string): string {
  const { poolSize, strides, padding } = call.config;
  const pads = padsOf(padding, call.inputShapes[0], poolSize, strides);
  const counted = op === "AveragePool" ? { count_include_pad: 0 } : {};
  return turned(call, call.node(op, [turned(call, inputOf(call))], { kernel_shape: [poolSize], strides: [strides], pads, ...counted }));
}

/** [N, T] as [N, T, 1]. */
export const asColumn = ({ node, ints }: Pick<OnnxCall<LayerName>, "node" | "ints">, mask: string) => node("Unsqueeze", [mask, ints([2])]);

export const onnxSequences: { readonly [N in LayerName]?: OnnxRule<N> } = {
  Embedding: (call) => {
    const { node, number, floats, weight } = call;
    const { inputDim } = call.config;
    const tokens = inputOf(call);
    // A number that is no row of the table stands for an unknown word.
    const isRow = node("And", [node("GreaterOrEqual", [tokens, number(0)]), node("Less", [tokens, number(inputDim)])]);
    const rows = node("Cast", [node("Where", [isRow, tokens, number(Math.min(1, inputDim - 1))])], { to: int64Type });
    return node("Gather", [floats(weight("embeddings")), rows], { axis: 0 });
  },
  Conv1D: (call) => {
    const { kernelSize, strides, padding, dilationRate, useBias, activation } = call.config;
    const kernel = call.floats(transposed(call.weight("kernel"), [2, 1, 0]));
    const convolved = call.node("Conv", [turned(call, inputOf(call)), kernel, ...(useBias ? [call.floats(call.weight("bias"))] : [])], {
      kernel_shape: [kernelSize],
      strides: [strides],
      pads: padsOf(padding, call.inputShapes[0], kernelSize, strides, dilationRate),
      dilations: [dilationRate],
    });
    return activated(call, activation, turned(call, convolved));
  },
  MaxPooling1D: (call) => pooled(call, "MaxPool"),
  AveragePooling1D: (call) => pooled(call, "AveragePool"),
  GlobalMaxPooling1D: (call) => call.node("ReduceMax", [inputOf(call), call.ints([1])], { keepdims: 0 }),
  GlobalAveragePooling1D: (call) => {
    const { node, ints, number, masks } = call;
    const [mask] = masks;
    if (mask === undefined) return node("ReduceMean", [inputOf(call), ints([1])], { keepdims: 0 });
    const sum = node("ReduceSum", [node("Mul", [inputOf(call), asColumn(call, mask)]), ints([1])], { keepdims: 0 });
    return node("Div", [sum, node("Max", [node("ReduceSum", [mask, ints([1])], { keepdims: 1 }), number(1)])]);
  },
  RepeatVector: (call) => call.node("Expand", [call.node("Unsqueeze", [inputOf(call), call.ints([1])]), call.ints([1, call.config.n, 1])]),
  Masking: (call) => {
    const { node, number, ints, config } = call;
    const differs = node("Cast", [node("Not", [node("Equal", [inputOf(call), number(config.maskValue)])])], { to: 1 });
    return node("Mul", [inputOf(call), node("ReduceMax", [differs, ints([2])], { keepdims: 1 })]);
  },
  PositionalEncoding: (call) => {
    const [steps, features] = [size(call.outputShape, 1), size(call.outputShape, 2)];
    const table =
      call.config.kind === "learned" ? call.weight("embeddings") : { name: "positions", shape: [steps, features], data: sineWaves(steps, features) };
    return call.node("Add", [inputOf(call), call.floats(table)]);
  },
  RMSNormalization: (call) => {
    const { node, ints, number, floats, weight, config } = call;
    return onLastAxis(call, inputOf(call), (x) => {
      const meanSquare = node("ReduceMean", [node("Mul", [x, x]), ints([-1])], { keepdims: 1 });
      const root = node("Sqrt", [node("Add", [meanSquare, number(config.epsilon)])]);
      return node("Mul", [node("Div", [x, root]), floats(weight("scale"))]);
    });
  },
};
