/** Convolutions, forward, backward, per channel and in two steps. */
import * as tf from "@tensorflow/tfjs-core";
import { imageIn, type LayerBuilder } from "@/engine/worker/layers/define-builder";
import { dilateFilter } from "@/engine/worker/layers/dilate-filter";
import { biasOf, finish, withFusion } from "@/engine/worker/layers/finish";
import { convolution2d } from "@/engine/worker/ops/convolution2d";

type Pair = [number, number];

export const conv2d: LayerBuilder<"Conv2D"> = (call) => {
  const { kernelSize, strides, padding, dilationRate } = call.config;
  const kernel = call.weight("kernel") as tf.Tensor4D;
  // tfjs cannot differentiate a dilated convolution on any backend. Zeros between the taps are the same convolution.
  const isDilated = Math.max(...kernelSize) > 1 && Math.max(...dilationRate) > 1;
  const filter = isDilated ? dilateFilter(kernel, dilationRate) : kernel;
  const bias = biasOf(call);
  return withFusion(call, bias, (fusion) => convolution2d.run({ x: imageIn(call), filter, bias }, { strides, padding, ...fusion })[0]);
};

export const conv2dTranspose: LayerBuilder<"Conv2DTranspose"> = (call) => {
  const { filters, kernelSize, strides, padding } = call.config;
  const x = imageIn(call);
  const [batch, height, width] = x.shape;
  const size = [0, 1].map((axis) => {
    const from = axis === 0 ? height : width;
    return padding === "same" ? from * strides[axis]! : from * strides[axis]! + Math.max(kernelSize[axis]! - strides[axis]!, 0);
  }) as Pair;
  return finish(tf.conv2dTranspose(x, call.weight("kernel") as tf.Tensor4D, [batch, ...size, filters], [...strides] as Pair, padding), call, biasOf(call));
};

export const depthwiseConv2d: LayerBuilder<"DepthwiseConv2D"> = (call) => {
  const { strides, padding } = call.config;
  return finish(tf.depthwiseConv2d(imageIn(call), call.weight("kernel") as tf.Tensor4D, [...strides] as Pair, padding), call, biasOf(call));
};

export const separableConv2d: LayerBuilder<"SeparableConv2D"> = (call) => {
  const { strides, padding } = call.config;
  const spread = tf.depthwiseConv2d(imageIn(call), call.weight("depthwiseKernel") as tf.Tensor4D, [...strides] as Pair, padding);
  const bias = biasOf(call);
  const filter = call.weight("pointwiseKernel");
  return withFusion(call, bias, (fusion) => convolution2d.run({ x: spread, filter, bias }, { strides: [1, 1], padding: "valid", ...fusion })[0]);
};
