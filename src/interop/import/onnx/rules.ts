/** Every operator that is read, by its name. */
import type { Rule } from "@/interop/import/onnx/call";
import { acrossMerged } from "@/interop/import/onnx/merged-batch";
import { attentionProduct } from "@/interop/import/onnx/read-attention";
import {
  cast,
  concat,
  dropout,
  expand,
  flatten,
  gather,
  reshape,
  same,
  shapeOf,
  slice,
  split,
  squeeze,
  transpose,
  unsqueeze,
} from "@/interop/import/onnx/read-axes";
import { constantOfShape, fixed, range, reduceProd, trilu } from "@/interop/import/onnx/read-constants";
import { gemm, matMul } from "@/interop/import/onnx/read-dense";
import { arithmetic, clip, scalar, softmax, variadic, where } from "@/interop/import/onnx/read-elementwise";
import { reducedTest, summed } from "@/interop/import/onnx/read-masks";
import { batchNormalization, layerNormalization, reduceMax, reduceMean } from "@/interop/import/onnx/read-normalizations";
import { recurrent } from "@/interop/import/onnx/read-recurrent";
import { scan } from "@/interop/import/onnx/read-scan";
import { averagePool, conv, convTranspose, globalAveragePool, globalMaxPool, maxPool, pad, resize } from "@/interop/import/onnx/read-windows";
import { scalarOps } from "@/interop/import/onnx/curves";
import { binary, unary } from "@/interop/import/onnx/constants";
import { Unsuited } from "@/interop/import/unsuited";

const alike = (names: readonly string[], rule: Rule): Readonly<Record<string, Rule>> => Object.fromEntries(names.map((name) => [name, rule]));

export const rules: Readonly<Record<string, Rule>> = {
  ...alike([...Object.keys(unary), ...Object.keys(scalarOps)], acrossMerged(scalar)),
  ...alike(Object.keys(binary), acrossMerged(arithmetic)),
  ...alike(["Sum", "Mean"], variadic),
  Constant: fixed,
  MatMul: acrossMerged((call) => (call.inputs[1]?.kind === "constant" ? matMul(call) : attentionProduct(call))),
  Gemm: acrossMerged(gemm),
  Conv: conv,
  ConvTranspose: convTranspose,
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalMaxPool: globalMaxPool,
  GlobalAveragePool: globalAveragePool,
  ReduceMean: reduceMean,
  ReduceMax: (call) => reducedTest(call.value(0), call.listAt("axes", 1), call.number("keepdims", 1) === 1) ?? reduceMax(call),
  ReduceSum: (call) => {
    const found = summed(call.value(0), call.listAt("axes", 1), call.number("keepdims", 1) === 1);
    if (found) return found;
    throw new Unsuited({ en: "Layerlab has no layer that adds up an axis.", zh: "Layerlab 没有对某一轴求和的层。" });
  },
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  Softmax: acrossMerged(softmax),
  Clip: clip,
  Where: where,
  Pad: pad,
  Resize: resize,
  Upsample: resize,
  LSTM: recurrent("lstm"),
  GRU: recurrent("gru"),
  RNN: recurrent("rnn"),
  Scan: scan,
  Transpose: transpose,
  Reshape: reshape,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Shape: shapeOf,
  Cast: acrossMerged(cast),
  Identity: same,
  Dropout: acrossMerged(dropout),
  Gather: gather,
  Slice: slice,
  Split: split,
  Expand: expand,
  Concat: concat,
  ConstantOfShape: constantOfShape,
  Range: range,
  ReduceProd: reduceProd,
  Trilu: trilu,
};
