/** Gradient of a convolution by its filter: patches of the image, transposed, times the output's gradient. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "@/engine/worker/kernels/define-kernel";
import { gatherColumns } from "@/engine/worker/kernels/image-columns";

type Shape4 = [number, number, number, number];

export const conv2dBackpropFilter = defineKernel<tf.Conv2DBackpropFilterAttrs, "x" | "dy">({
  kernelName: "Conv2DBackpropFilter",
  backends: ["wasm"],
  reason: "missing",
  why: "Not registered on wasm, so no convolution can be trained there.",
  compute({ inputs: { x, dy }, attrs: { strides, pad, dimRoundingMode, filterShape }, memory, run }) {
    const info = tf.backend_util.computeConv2DInfo(x.shape as Shape4, filterShape as Shape4, strides, 1, pad, dimRoundingMode, false, "channelsLast");
    const patchSize = info.filterHeight * info.filterWidth * info.inChannels;
    const patches = info.batchSize * info.outHeight * info.outWidth;
    const columns = memory.output([patchSize, patches]);
    gatherColumns(memory.floats(x), memory.floats(columns), info);
    const gradient = run(
      "BatchMatMul",
      { a: columns, b: { dataId: dy.dataId, shape: [patches, info.outChannels], dtype: "float32" } },
      { transposeA: false, transposeB: false },
    );
    memory.free(columns);
    return { dataId: gradient.dataId, shape: filterShape, dtype: "float32" };
  },
});
