/** A value of a graph, whatever it is so far, as the answer of a layer. */
import { Silent } from "@/interop/import/onnx/call";
import { drawnCurve } from "@/interop/import/onnx/curves";
import type { Drawing } from "@/interop/import/onnx/drawing";
import { drawnNormal } from "@/interop/import/onnx/read-normalizations";
import { drawnStates } from "@/interop/import/onnx/read-recurrent";
import { paddedImage } from "@/interop/import/onnx/read-windows";
import type { Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

const noTensor = new Unsuited({
  en: "it reads something that is no layer's answer in Layerlab: padding, shapes or fixed numbers.",
  zh: "它读取的内容在 Layerlab 中不是某层的输出：填充、形状或固定数值。",
});

export function drawnValue(drawing: Drawing, value: Value): Tensor {
  if (value.kind === "tensor") return value;
  if (value.kind === "curve") return drawnCurve(drawing, value);
  if (value.kind === "padded") return paddedImage(drawing, value);
  if (value.kind === "states") return drawnStates(drawing, value);
  if (value.kind === "normal") return drawnNormal(drawing, value);
  throw value.kind === "unknown" ? new Silent() : noTensor;
}
