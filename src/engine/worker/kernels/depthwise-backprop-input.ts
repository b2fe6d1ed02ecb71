/** Gradient of a depthwise convolution by its input. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "@/engine/worker/kernels/define-kernel";
import { forEachTap } from "@/engine/worker/kernels/depthwise-taps";

type Shape4 = [number, number, number, number];

export const depthwiseBackpropInput = defineKernel<tf.DepthwiseConv2dNativeBackpropInputAttrs, "dy" | "filter">({
  kernelName: "DepthwiseConv2dNativeBackpropInput",
  backends: ["wasm"],
  reason: "missing",
  why: "Not registered on wasm, so no depthwise convolution can be trained there.",
  compute({ inputs: { dy, filter }, attrs: { strides, dilations, pad, dimRoundingMode, inputShape }, memory }) {
    const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape as Shape4, strides, dilations, pad, dimRoundingMode, true);
    const { inChannels } = info;
    const multiplier = info.outChannels / inChannels;
    const dx = memory.output(inputShape);
    const to = memory.floats(dx).fill(0);
    const from = memory.floats(dy);
    const taps = memory.floats(filter);
    forEachTap(info, (outAt, inAt, tapAt) => {
      for (let channel = 0; channel < inChannels; channel++) {
        let sum = 0;
        for (let m = 0; m < multiplier; m++) sum += from[outAt + channel * multiplier + m]! * taps[tapAt + channel * multiplier + m]!;
        to[inAt + channel]! += sum;
      }
    });
    return dx;
  },
});
