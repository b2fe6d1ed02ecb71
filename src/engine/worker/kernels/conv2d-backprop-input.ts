/** Gradient of a convolution by its input; also what a transposed convolution computes. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "@/engine/worker/kernels/define-kernel";
import { scatterColumns } from "@/engine/worker/kernels/image-columns";

type Shape4 = [number, number, number, number];

export const conv2dBackpropInput = defineKernel<tf.Conv2DBackpropInputAttrs, "dy" | "filter">({
  kernelName: "Conv2DBackpropInput",
  backends: ["wasm"],
  reason: "slow",
  why: "The stock kernel is a naive loop, about twenty times slower than the same sum done by XNNPACK.",
  compute({ inputs: { dy, filter }, attrs: { strides, pad, dimRoundingMode, inputShape }, memory, run }) {
    const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape as Shape4, strides, 1, pad, dimRoundingMode, false, "channelsLast");
    const { filterHeight, filterWidth, padInfo } = info;
    const border = {
      top: filterHeight - 1 - padInfo.top,
      bottom: filterHeight - 1 - padInfo.bottom,
      left: filterWidth - 1 - padInfo.left,
      right: filterWidth - 1 - padInfo.right,
    };
    const isPlainConvolution = info.strideHeight === 1 && info.strideWidth === 1 && Math.min(...Object.values(border)) >= 0;
    if (isPlainConvolution) {
      // At stride 1 it is a convolution of dy with the filter turned by 180° and its channels swapped.
      const turned = run("Reverse", { x: filter }, { dims: [0, 1] });
      const swapped = run("Transpose", { x: turned }, { perm: [0, 1, 3, 2] });
      const explicitPad = [
        [0, 0],
        [border.top, border.bottom],
        [border.left, border.right],
        [0, 0],
      ];
      const dx = run("Conv2D", { x: dy, filter: swapped }, { strides: 1, pad: explicitPad, dataFormat: "NHWC", dilations: 1, dimRoundingMode });
      memory.free(turned);
      memory.free(swapped);
      return dx;
    }
    const rows = info.batchSize * info.outHeight * info.outWidth;
    const patchSize = filterHeight * filterWidth * info.inChannels;
    const columns = run(
      "BatchMatMul",
      {
        a: { dataId: dy.dataId, shape: [rows, info.outChannels], dtype: "float32" },
        b: { dataId: filter.dataId, shape: [patchSize, info.outChannels], dtype: "float32" },
      },
      { transposeA: false, transposeB: true },
    );
    const dx = memory.output(inputShape);
    scatterColumns(memory.floats(columns), memory.floats(dx).fill(0), info);
    memory.free(columns);
    return dx;
  },
});
