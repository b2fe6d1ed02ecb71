/** Convolutions. tfjs's fused ones are left alone: they always compute the gradient by x, and an image fed in needs none. */
import * as tf from "@tensorflow/tfjs-core";
import { imageIn, type LayerBuilder, type LayerCall } from "@/engine/worker/layers/define-builder";
import { dilateFilter } from "@/engine/worker/layers/dilate-filter";

type Pair = [number, number];

function withBias(image: tf.Tensor, { config, weight }: Pick<LayerCall<"Conv2D">, "weight"> & { readonly config: { readonly useBias: boolean } }): tf.Tensor {
  return config.useBias ? tf.add(image, weight("bias")) : image;
}

export const conv2d: LayerBuilder<"Conv2D"> = (call) => {
  const { kernelSize, strides, padding, dilationRate } = call.config;
  const kernel = call.weight("kernel") as tf.Tensor4D;
  // tfjs cannot differentiate a dilated convolution on any backend. Zeros between the taps are the same convolution.
  const isDilated = Math.max(...kernelSize) > 1 && Math.max(...dilationRate) > 1;
  const filter = isDilated ? dilateFilter(kernel, dilationRate) : kernel;
  return withBias(tf.conv2d(imageIn(call), filter, [...strides] as Pair, padding), call);
};

export const conv2dTranspose: LayerBuilder<"Conv2DTranspose"> = (call) => {
  const { filters, kernelSize, strides, padding } = call.config;
  const x = imageIn(call);
  const [batch, height, width] = x.shape;
  const size = [0, 1].map((axis) => {
    const from = axis === 0 ? height : width;
    return padding === "same" ? from * strides[axis]! : from * strides[axis]! + Math.max(kernelSize[axis]! - strides[axis]!, 0);
  }) as Pair;
  return withBias(tf.conv2dTranspose(x, call.weight("kernel") as tf.Tensor4D, [batch, ...size, filters], [...strides] as Pair, padding), call);
};

export const depthwiseConv2d: LayerBuilder<"DepthwiseConv2D"> = (call) => {
  const { strides, padding } = call.config;
  return withBias(tf.depthwiseConv2d(imageIn(call), call.weight("kernel") as tf.Tensor4D, [...strides] as Pair, padding), call);
};

export const separableConv2d: LayerBuilder<"SeparableConv2D"> = (call) => {
  const { strides, padding } = call.config;
  const spread = tf.depthwiseConv2d(imageIn(call), call.weight("depthwiseKernel") as tf.Tensor4D, [...strides] as Pair, padding);
  return withBias(tf.conv2d(spread, call.weight("pointwiseKernel") as tf.Tensor4D, 1, "valid"), call);
};
