/** Gradient of max pooling: each window's gradient goes to its largest value, the first one on a tie. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "@/engine/worker/kernels/define-kernel";

export const maxPoolGrad = defineKernel<tf.MaxPoolGradAttrs, "dy" | "input">({
  kernelName: "MaxPoolGrad",
  backends: ["wasm"],
  reason: "wrong",
  why: "The stock kernel starts its search at the smallest positive float, so windows without a positive value get no gradient at all.",
  compute({ inputs: { dy, input }, attrs: { filterSize, strides, pad, dimRoundingMode }, memory }) {
    const info = tf.backend_util.computePool2DInfo(input.shape as [number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode);
    const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth, strideHeight, strideWidth } = info;
    const { effectiveFilterHeight: windowHeight, effectiveFilterWidth: windowWidth, padInfo } = info;
    const dx = memory.output(input.shape);
    const to = memory.floats(dx).fill(0);
    const values = memory.floats(input);
    const from = memory.floats(dy);
    // Channels lie side by side in memory, so all of them look for their winner at once.
    const largest = new Float32Array(channels);
    const winner = new Int32Array(channels);
    let position = 0;
    for (let image = 0; image < batchSize; image++) {
      for (let outY = 0; outY < outHeight; outY++) {
        const top = Math.max(0, outY * strideHeight - padInfo.top);
        const bottom = Math.min(inHeight, outY * strideHeight - padInfo.top + windowHeight);
        for (let outX = 0; outX < outWidth; outX++) {
          const left = Math.max(0, outX * strideWidth - padInfo.left);
          const right = Math.min(inWidth, outX * strideWidth - padInfo.left + windowWidth);
          const first = ((image * inHeight + top) * inWidth + left) * channels;
          for (let channel = 0; channel < channels; channel++) {
            largest[channel] = values[first + channel]!;
            winner[channel] = first + channel;
          }
          for (let y = top; y < bottom; y++) {
            for (let x = left; x < right; x++) {
              const at = ((image * inHeight + y) * inWidth + x) * channels;
              for (let channel = 0; channel < channels; channel++) {
                const value = values[at + channel]!;
                if (value > largest[channel]!) {
                  largest[channel] = value;
                  winner[channel] = at + channel;
                }
              }
            }
          }
          for (let channel = 0; channel < channels; channel++) to[winner[channel]!]! += from[position++]!;
        }
      }
    }
    return dx;
  },
});
