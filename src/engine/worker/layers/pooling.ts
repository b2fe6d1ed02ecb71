/** Pooling over windows and over whole images. */
import * as tf from "@tensorflow/tfjs-core";
import { imageIn, sequenceIn, type LayerBuilder } from "@/engine/worker/layers/define-builder";
import type { Padding } from "@/network/shape";

type Pair = [number, number];

export const maxPooling2d: LayerBuilder<"MaxPooling2D"> = (call) => {
  const { poolSize, strides, padding } = call.config;
  return tf.maxPool(imageIn(call), [...poolSize] as Pair, [...strides] as Pair, padding);
};

/**
 * With `same` padding a window at the edge averages the pixels it really covers. tfjs computes that, but its gradient
 * divides by the whole window on every backend; so the zeros are put in explicitly and the averages scaled up again.
 */
function averagePool(x: tf.Tensor4D, window: Pair, steps: Pair, padding: Padding): tf.Tensor {
  const { padInfo, outHeight, outWidth } = tf.backend_util.computePool2DInfo(x.shape, window, steps, 1, padding);
  const { top, bottom, left, right } = padInfo;
  if (top + bottom + left + right === 0) return tf.avgPool(x, window, steps, "valid");
  const padded = tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
  const rows = covered(x.shape[1], window[0], steps[0], top, outHeight);
  const columns = covered(x.shape[2], window[1], steps[1], left, outWidth);
  const scale = rows.flatMap((row) => columns.map((column) => (window[0] * window[1]) / (row * column)));
  return tf.mul(tf.avgPool(padded as tf.Tensor4D, window, steps, "valid"), tf.tensor(scale, [1, outHeight, outWidth, 1]));
}

export const averagePooling2d: LayerBuilder<"AveragePooling2D"> = (call) => {
  const { poolSize, strides, padding } = call.config;
  return averagePool(imageIn(call), [...poolSize] as Pair, [...strides] as Pair, padding);
};

/** A sequence pooled as an image of one row. */
function overSteps(x: tf.Tensor3D, pool: (row: tf.Tensor4D) => tf.Tensor): tf.Tensor {
  const [batch, steps, channels] = x.shape;
  const y = pool(tf.reshape(x, [batch, 1, steps, channels]));
  return tf.reshape(y, [batch, y.shape[2]!, channels]);
}

export const maxPooling1d: LayerBuilder<"MaxPooling1D"> = (call) => {
  const { poolSize, strides, padding } = call.config;
  return overSteps(sequenceIn(call), (row) => tf.maxPool(row, [1, poolSize], [1, strides], padding));
};

export const averagePooling1d: LayerBuilder<"AveragePooling1D"> = (call) => {
  const { poolSize, strides, padding } = call.config;
  return overSteps(sequenceIn(call), (row) => averagePool(row, [1, poolSize], [1, strides], padding));
};

/** How many real pixels each window covers along one axis. */
function covered(size: number, window: number, stride: number, before: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.min(size, i * stride - before + window) - Math.max(0, i * stride - before));
}

export const globalAveragePooling2d: LayerBuilder<"GlobalAveragePooling2D"> = (call) => {
  const x = imageIn(call);
  const [batch, height, width, channels] = x.shape;
  return tf.reshape(tf.avgPool(x, [height, width], 1, "valid"), [batch, channels]);
};

/** As a pooling window over the whole image: where values tie, one of them takes the gradient, not all of them in full. */
export const globalMaxPooling2d: LayerBuilder<"GlobalMaxPooling2D"> = (call) => {
  const x = imageIn(call);
  const [batch, height, width, channels] = x.shape;
  return tf.reshape(tf.maxPool(x, [height, width], 1, "valid"), [batch, channels]);
};
