/** A convolution's geometry as our compiled kernels take it. */
import * as tf from "@tensorflow/tfjs-core";
import type { WasmHeap } from "@/engine/worker/wasm/heap";

export type Shape4 = [number, number, number, number];
type Geometry = tf.backend_util.Conv2DInfo;

/** Tells the kernels of the convolution that is computed next. Dilation must be 1. */
export function setGeometry({ kernels }: WasmHeap, geometry: Geometry): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth, strideHeight, strideWidth } = geometry;
  const { top, left } = geometry.padInfo;
  kernels.setGeometry(
    batchSize,
    inHeight,
    inWidth,
    inChannels,
    outHeight,
    outWidth,
    outChannels,
    filterHeight,
    filterWidth,
    strideHeight,
    strideWidth,
    top,
    left,
  );
}

/** Whether there is nothing to compute. */
export function isEmpty({ inShape, outShape }: Geometry): boolean {
  return tf.util.sizeFromShape(inShape) === 0 || tf.util.sizeFromShape(outShape) === 0;
}
