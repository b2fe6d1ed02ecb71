/** A Conv2D layer at once: activation(x ∗ filter + bias). tfjs's own fused one always computes the gradient by x, which an image fed in does not need. */
import * as tf from "@tensorflow/tfjs-core";
import { throughActivation, type Fusion } from "@/engine/worker/ops/activation-gradient";
import { addAndActivate } from "@/engine/worker/ops/bias-activation";
import { defineOp } from "@/engine/worker/ops/define-op";
import { convolution2dOnHeap } from "@/engine/worker/ops/wasm/convolution2d";
import { convolution2dOnGpu } from "@/engine/worker/ops/webgpu/products";

export type ConvolutionInputs = {
  /** [N, H, W, in] */
  readonly x: tf.Tensor;
  /** [kh, kw, in, out] */
  readonly filter: tf.Tensor;
  /** [out] */
  readonly bias?: tf.Tensor | undefined;
};
export interface Convolution extends Fusion {
  readonly strides: readonly [number, number];
  readonly padding: "valid" | "same";
}

const strideOf = ({ strides }: Convolution): [number, number] => [strides[0], strides[1]];

export const convolution2d = defineOp({
  name: "convolution2d",
  reference: ({ x, filter, bias }: ConvolutionInputs, attrs: Convolution): readonly [tf.Tensor] => [
    addAndActivate(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strideOf(attrs), attrs.padding), bias, attrs),
  ],
  kernels: { wasm: convolution2dOnHeap, webgpu: convolution2dOnGpu },
  gradient: {
    savedInputs: ["x", "filter"],
    savedOutputs: [0],
    by([dy], [x, filter, y], attrs) {
      const { dz, bias } = throughActivation(dy!, y!, attrs);
      const geometry = { strides: strideOf(attrs), pad: attrs.padding, dataFormat: "NHWC" };
      return {
        x: () => tf.engine().runKernel<tf.Tensor>("Conv2DBackpropInput", { dy: dz, filter: filter! }, { ...geometry, inputShape: x!.shape }),
        filter: () => tf.engine().runKernel<tf.Tensor>("Conv2DBackpropFilter", { x: x!, dy: dz }, { ...geometry, filterShape: filter!.shape }),
        ...(bias ? { bias: () => bias } : {}),
      };
    },
  },
});
