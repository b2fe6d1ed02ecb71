/** Depthwise convolutions, forward and back. */
import * as tf from "@tensorflow/tfjs-core";
import { defineWasmKernel } from "@/engine/worker/kernels/define-kernel";
import type { WasmHeap } from "@/engine/worker/wasm/heap";

type Shape4 = [number, number, number, number];
type Attrs = Pick<tf.DepthwiseConv2dNativeAttrs, "strides" | "pad" | "dilations" | "dimRoundingMode">;

/** Tells the compiled kernels of the convolution that comes next; the shape of its output. */
function setDepthwise({ kernels }: WasmHeap, inShape: readonly number[], filterShape: readonly number[], attrs: Attrs): Shape4 {
  const { strides, pad, dilations, dimRoundingMode } = attrs;
  const info = tf.backend_util.computeConv2DInfo(inShape as Shape4, filterShape as Shape4, strides, dilations ?? 1, pad, dimRoundingMode, true);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = info;
  kernels.setDepthwise(
    batchSize,
    inHeight,
    inWidth,
    inChannels,
    outHeight,
    outWidth,
    outChannels / inChannels,
    filterHeight,
    filterWidth,
    strideHeight,
    strideWidth,
    dilationHeight,
    dilationWidth,
    padInfo.top,
    padInfo.left,
  );
  return info.outShape;
}

export const depthwiseConv2d = defineWasmKernel<tf.DepthwiseConv2dNativeAttrs, "x" | "filter">({
  kernelName: "DepthwiseConv2dNative",
  reason: "slow",
  why: "The stock kernel keeps a packed copy of every filter it has seen: right only while no filter is written to, and made anew whenever one is replaced.",
  compute({ inputs: { x, filter }, attrs, memory, heap }) {
    const y = memory.output(setDepthwise(heap, x.shape, filter.shape, attrs));
    heap.kernels.depthwise(heap.address(x), heap.address(filter), heap.address(y));
    return y;
  },
});

export const depthwiseBackpropInput = defineWasmKernel<tf.DepthwiseConv2dNativeBackpropInputAttrs, "dy" | "filter">({
  kernelName: "DepthwiseConv2dNativeBackpropInput",
  reason: "missing",
  why: "Not registered on wasm, so no depthwise convolution can be trained there.",
  compute({ inputs: { dy, filter }, attrs, memory, heap }) {
    const dx = memory.output(attrs.inputShape);
    setDepthwise(heap, attrs.inputShape, filter.shape, attrs);
    heap.kernels.depthwiseBackToInput(heap.address(dy), heap.address(filter), heap.address(dx));
    return dx;
  },
});

export const depthwiseBackpropFilter = defineWasmKernel<tf.DepthwiseConv2dNativeBackpropFilterAttrs, "x" | "dy">({
  kernelName: "DepthwiseConv2dNativeBackpropFilter",
  reason: "missing",
  why: "Not registered on wasm, so no depthwise convolution can be trained there.",
  compute({ inputs: { x, dy }, attrs, memory, heap }) {
    const gradient = memory.output(attrs.filterShape);
    const part = heap.scratch(4 * tf.util.sizeFromShape(attrs.filterShape));
    setDepthwise(heap, x.shape, attrs.filterShape, attrs);
    heap.kernels.depthwiseBackToFilter(heap.address(x), heap.address(dy), heap.address(gradient), part);
    return gradient;
  },
});
