/** Dense and convolution layers on WebGPU: tiled products with bias and activation fused into them. */
import * as tf from "@tensorflow/tfjs-core";
import type { Fusion } from "@/engine/worker/ops/activation-gradient";
import type { Convolution, ConvolutionInputs } from "@/engine/worker/ops/convolution2d";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { LinearInputs } from "@/engine/worker/ops/linear";
import { convolve } from "@/engine/worker/ops/webgpu/convolutions";
import { matrixFactor, tiledProduct, type TiledProduct } from "@/engine/worker/ops/webgpu/tiled-product";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";

type Sizes = Pick<TiledProduct, "rows" | "columns" | "depth">;
interface Transposed {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

export function linearOnGpu({ inputs: { x, kernel, bias }, attrs: { activation } }: OpCall<LinearInputs, Fusion>): tf.TensorInfo[] {
  const [rows = 1, depth = 1] = x.shape;
  const columns = kernel.shape[1] ?? 1;
  const factors = factorsOf(x, kernel, { rows, columns, depth }, { transposeA: false, transposeB: false });
  return [tiledProduct(currentGpu()!, { label: "linear", ...factors, outputShape: [rows, columns], bias, activation })];
}

/** One matrix by one other; several, or other numbers than floats, are not for this kernel. */
export function multiply(gpu: Gpu, a: tf.TensorInfo, b: tf.TensorInfo, transposed: Transposed): tf.TensorInfo | undefined {
  const [left, right] = [a.shape.slice(-2), b.shape.slice(-2)] as [[number, number], [number, number]];
  const [rows, depth] = transposed.transposeA ? (left.toReversed() as [number, number]) : left;
  const columns = right[transposed.transposeB ? 0 : 1];
  const isOne = tf.util.sizeFromShape(a.shape) === rows * depth && tf.util.sizeFromShape(b.shape) === depth * columns;
  if (!isOne || rows * columns * depth === 0 || a.dtype !== "float32" || b.dtype !== "float32") return undefined;
  const outputShape = [...(a.shape.length > b.shape.length ? a : b).shape.slice(0, -2), rows, columns];
  return tiledProduct(gpu, { label: "product", ...factorsOf(a, b, { rows, columns, depth }, transposed), outputShape });
}

/** [rows, depth] times [depth, columns], each possibly stored transposed. */
export function factorsOf(
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  sizes: Sizes,
  { transposeA, transposeB }: Transposed,
): Sizes & Pick<TiledProduct, "left" | "right"> {
  const { rows, columns, depth } = sizes;
  return {
    ...sizes,
    left: matrixFactor("left", a, { across: rows, depth, lies: transposeA ? "across" : "alongDepth" }),
    right: matrixFactor("right", b, { across: columns, depth, lies: transposeB ? "alongDepth" : "across" }),
  };
}

export function convolution2dOnGpu({ inputs: { x, filter, bias }, attrs }: OpCall<ConvolutionInputs, Convolution>): tf.TensorInfo[] {
  const geometry = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number, number],
    [...attrs.strides],
    1,
    attrs.padding,
  );
  return [convolve(currentGpu()!, x, filter, geometry, { bias, activation: attrs.activation })];
}
