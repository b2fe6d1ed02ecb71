/** Gradient of a convolution by its filter: patches of the image, transposed, times the output's gradient. */
import * as tf from "@tensorflow/tfjs-core";
import { isEmpty, setGeometry, type Shape4 } from "@/engine/worker/kernels/convolution-geometry";
import { defineWasmKernel } from "@/engine/worker/kernels/define-kernel";

export const conv2dBackpropFilter = defineWasmKernel<tf.Conv2DBackpropFilterAttrs, "x" | "dy">({
  kernelName: "Conv2DBackpropFilter",
  reason: "missing",
  why: "Not registered on wasm, so no convolution can be trained there.",
  compute({ inputs: { x, dy }, attrs: { strides, pad, dimRoundingMode, filterShape }, memory, heap }) {
    const info = tf.backend_util.computeConv2DInfo(x.shape as Shape4, filterShape as Shape4, strides, 1, pad, dimRoundingMode, false, "channelsLast");
    const gradient = memory.output(filterShape);
    if (isEmpty(info)) {
      memory.floats(gradient).fill(0);
      return gradient;
    }
    setGeometry(heap, info);
    const work = heap.scratch(heap.kernels.convolveFilterBytes());
    heap.kernels.convolveBackToFilter(heap.address(x), heap.address(dy), heap.address(gradient), work);
    return gradient;
  },
});
