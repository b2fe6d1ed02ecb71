/** Layers that move values about without changing them, and upsampling. */
import * as tf from "@tensorflow/tfjs-core";
import { imageIn, type LayerBuilder } from "@/engine/worker/layers/define-builder";

export const flatten: LayerBuilder<"Flatten"> = ({ inputs: [x] }) => tf.reshape(x!, [x!.shape[0]!, -1]);

export const reshape: LayerBuilder<"Reshape"> = ({ config, inputs: [x] }) => tf.reshape(x!, [x!.shape[0]!, ...config.targetShape]);

/** Spread by an addition: the gradient of tfjs's own repetition is a loop over all repetitions. */
export const repeatVector: LayerBuilder<"RepeatVector"> = ({ config: { n }, inputs: [x] }) => tf.add(tf.expandDims(x!, 1), tf.zeros([1, n, 1]));

export const zeroPadding2d: LayerBuilder<"ZeroPadding2D"> = (call) => {
  const [rows, columns] = call.config.padding;
  return tf.pad(imageIn(call), [
    [0, 0],
    [rows, rows],
    [columns, columns],
    [0, 0],
  ]);
};

export const upSampling2d: LayerBuilder<"UpSampling2D"> = (call) => {
  const x = imageIn(call);
  const [, height, width] = x.shape;
  const size: [number, number] = [height * call.config.size[0], width * call.config.size[1]];
  return call.config.interpolation === "nearest" ? tf.image.resizeNearestNeighbor(x, size) : bilinear(x, size);
};

/**
 * Interpolation along each axis is a matrix product. tfjs's own bilinear resize has no gradient for Keras' half-pixel
 * centres: its backward kernel knows only the old grid.
 */
function bilinear(x: tf.Tensor4D, [outHeight, outWidth]: [number, number]): tf.Tensor {
  const [batch, height, width, channels] = x.shape;
  const rowsLast = tf.transpose(x, [0, 2, 3, 1]);
  const tall = tf.matMul(tf.reshape(rowsLast, [-1, height]), interpolation(height, outHeight));
  const columnsLast = tf.transpose(tf.reshape(tall, [batch, width, channels, outHeight]), [0, 3, 2, 1]);
  const wide = tf.matMul(tf.reshape(columnsLast, [-1, width]), interpolation(width, outWidth));
  return tf.transpose(tf.reshape(wide, [batch, outHeight, channels, outWidth]), [0, 1, 3, 2]);
}

/** [from, to]: column j holds the shares of the two inputs that output j lies between; pixels are centred at ½. */
function interpolation(from: number, to: number): tf.Tensor2D {
  const shares = new Float32Array(from * to);
  for (let j = 0; j < to; j++) {
    const position = Math.min(from - 1, Math.max(0, ((j + 0.5) * from) / to - 0.5));
    const low = Math.floor(position);
    const high = Math.min(from - 1, low + 1);
    shares[low * to + j]! += 1 - (position - low);
    shares[high * to + j]! += position - low;
  }
  return tf.tensor2d(shares, [from, to]);
}
