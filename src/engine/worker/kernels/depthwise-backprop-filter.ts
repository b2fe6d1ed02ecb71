/** Gradient of a depthwise convolution by its filter. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "@/engine/worker/kernels/define-kernel";
import { forEachTap } from "@/engine/worker/kernels/depthwise-taps";

type Shape4 = [number, number, number, number];

export const depthwiseBackpropFilter = defineKernel<tf.DepthwiseConv2dNativeBackpropFilterAttrs, "x" | "dy">({
  kernelName: "DepthwiseConv2dNativeBackpropFilter",
  backends: ["wasm"],
  reason: "missing",
  why: "Not registered on wasm, so no depthwise convolution can be trained there.",
  compute({ inputs: { x, dy }, attrs: { strides, dilations, pad, dimRoundingMode, filterShape }, memory }) {
    const info = tf.backend_util.computeConv2DInfo(x.shape as Shape4, filterShape, strides, dilations, pad, dimRoundingMode, true);
    const { inChannels } = info;
    const multiplier = info.outChannels / inChannels;
    const gradient = memory.output(filterShape);
    const to = memory.floats(gradient).fill(0);
    const from = memory.floats(dy);
    const image = memory.floats(x);
    forEachTap(info, (outAt, inAt, tapAt) => {
      for (let channel = 0; channel < inChannels; channel++) {
        const value = image[inAt + channel]!;
        for (let m = 0; m < multiplier; m++) to[tapAt + channel * multiplier + m]! += value * from[outAt + channel * multiplier + m]!;
      }
    });
    return gradient;
  },
});
