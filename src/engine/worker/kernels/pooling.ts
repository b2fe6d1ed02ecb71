/** Gradients of pooling over windows. */
import * as tf from "@tensorflow/tfjs-core";
import { defineWasmKernel } from "@/engine/worker/kernels/define-kernel";
import type { WasmHeap } from "@/engine/worker/wasm/heap";

type Shape4 = [number, number, number, number];
interface Window {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: tf.AvgPoolAttrs["pad"];
  readonly dimRoundingMode?: tf.AvgPoolAttrs["dimRoundingMode"];
}

/** Tells the compiled kernels of the pooling that comes next. */
function setPooling({ kernels }: WasmHeap, inShape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: Window): void {
  const info = tf.backend_util.computePool2DInfo(inShape as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = info;
  const { top, left } = padInfo;
  kernels.setPooling(batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, top, left);
}

export const maxPoolGrad = defineWasmKernel<tf.MaxPoolGradAttrs, "dy" | "input" | "output">({
  kernelName: "MaxPoolGrad",
  reason: "wrong",
  why: "The stock kernel starts its search at the smallest positive float, so windows without a positive value get no gradient at all.",
  compute({ inputs: { dy, input, output }, attrs, memory, heap }) {
    setPooling(heap, input.shape, attrs);
    const dx = memory.output(input.shape);
    heap.kernels.poolMaxBack(heap.address(dy), heap.address(input), heap.address(output), heap.address(dx));
    return dx;
  },
});

export const avgPoolGrad = defineWasmKernel<tf.AvgPoolGradAttrs, "dy" | "input">({
  kernelName: "AvgPoolGrad",
  reason: "slow",
  why: "The stock kernel asks for every pixel which windows it lies in, one channel at a time.",
  compute({ inputs: { dy, input }, attrs, memory, heap }) {
    setPooling(heap, input.shape, attrs);
    const dx = memory.output(input.shape);
    heap.kernels.poolMeanBack(heap.address(dy), heap.address(dx));
    return dx;
  },
});
