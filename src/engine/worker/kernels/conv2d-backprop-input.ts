/** Gradient of a convolution by its input; also what a transposed convolution computes. */
import * as tf from "@tensorflow/tfjs-core";
import { isEmpty, setGeometry, type Shape4 } from "@/engine/worker/kernels/convolution-geometry";
import { defineWasmKernel } from "@/engine/worker/kernels/define-kernel";

export const conv2dBackpropInput = defineWasmKernel<tf.Conv2DBackpropInputAttrs, "dy" | "filter">({
  kernelName: "Conv2DBackpropInput",
  reason: "slow",
  why: "The stock kernel is a naive loop, some forty times slower than adding products of whole rows onto the image.",
  compute({ inputs: { dy, filter }, attrs: { strides, pad, dimRoundingMode, inputShape }, memory, heap }) {
    const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape as Shape4, strides, 1, pad, dimRoundingMode, false, "channelsLast");
    const dx = memory.output(inputShape);
    if (isEmpty(info)) {
      memory.floats(dx).fill(0);
      return dx;
    }
    setGeometry(heap, info);
    const work = heap.scratch(heap.kernels.convolveBytes());
    heap.kernels.convolveBackToInput(heap.address(dy), heap.address(filter), heap.address(dx), 4 * tf.util.sizeFromShape(inputShape), work);
    return dx;
  },
});
