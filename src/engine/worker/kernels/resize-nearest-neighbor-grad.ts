/** Gradient of nearest-neighbour upsampling: every output pixel's gradient goes to the one pixel it copied. */
import type * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "@/engine/worker/kernels/define-kernel";

export const resizeNearestNeighborGrad = defineKernel<tf.ResizeNearestNeighborGradAttrs, "dy" | "images">({
  kernelName: "ResizeNearestNeighborGrad",
  backends: ["cpu"],
  reason: "wrong",
  why: "The stock kernel mixes up the images of a batch: right for one image, wrong for more.",
  compute({ inputs: { dy, images }, attrs: { alignCorners }, memory }) {
    const [batchSize = 1, inHeight = 1, inWidth = 1, channels = 1] = images.shape;
    const [, outHeight = 1, outWidth = 1] = dy.shape;
    const sourceOf = (inSize: number, outSize: number) => {
      const scale = alignCorners && outSize > 1 ? (inSize - 1) / (outSize - 1) : inSize / outSize;
      return (at: number) => Math.min(inSize - 1, alignCorners ? Math.round(at * scale) : Math.floor(at * scale));
    };
    const rowOf = sourceOf(inHeight, outHeight);
    const columnOf = sourceOf(inWidth, outWidth);
    const dx = memory.output(images.shape);
    const to = memory.floats(dx).fill(0);
    const from = memory.floats(dy);
    let at = 0;
    for (let image = 0; image < batchSize; image++) {
      for (let y = 0; y < outHeight; y++) {
        const row = (image * inHeight + rowOf(y)) * inWidth;
        for (let x = 0; x < outWidth; x++) {
          const target = (row + columnOf(x)) * channels;
          for (let channel = 0; channel < channels; channel++) to[target + channel]! += from[at++]!;
        }
      }
    }
    return dx;
  },
});
