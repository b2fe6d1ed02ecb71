/** Convolutions, forward, backward, per channel and in two steps. */
import * as tf from "@tensorflow/tfjs-core";
import { imageIn, sequenceIn, type LayerBuilder } from "@/engine/worker/layers/define-builder";
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

/** As an image of one row. Causal: zeros in front, so many that the last tap of a window meets its own step. */
export const conv1d: LayerBuilder<"Conv1D"> = (call) => {
  const { kernelSize, strides, padding, dilationRate } = call.config;
  const x = sequenceIn(call);
  const front = padding === "causal" ? (kernelSize - 1) * dilationRate : 0;
  const sequence: tf.Tensor =
    front === 0
      ? x
      : tf.pad(x, [
          [0, 0],
          [front, 0],
          [0, 0],
        ]);
  const row = tf.reshape(sequence, [x.shape[0], 1, x.shape[1] + front, x.shape[2]]);
  const kernel = call.weight("kernel");
  const filter: tf.Tensor4D = tf.reshape(kernel, [1, ...(kernel.shape as [number, number, number])]);
  const taps = dilationRate > 1 && kernelSize > 1 ? dilateFilter(filter, [1, dilationRate]) : filter;
  const settings = { strides: [1, strides], padding: padding === "same" ? "same" : "valid" } as const;
  const bias = biasOf(call);
  const y = withFusion(call, bias, (fusion) => convolution2d.run({ x: row, filter: taps, bias }, { ...settings, ...fusion })[0]);
  return tf.reshape(y, [x.shape[0], y.shape[2]!, call.config.filters]);
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
