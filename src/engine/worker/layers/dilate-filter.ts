/** A filter with zeros between its taps: convolving with it is a dilated convolution, and can be differentiated. */
import * as tf from "@tensorflow/tfjs-core";

/** [kh, kw, inC, outC] → [(kh − 1)·rate + 1, (kw − 1)·rate + 1, inC, outC]. At most three axes at a time: WebGL pads no more than four. */
export function dilateFilter(filter: tf.Tensor4D, [rateY, rateX]: readonly [number, number]): tf.Tensor4D {
  const [height, width, inChannels, outChannels] = filter.shape;
  const channels = inChannels * outChannels;
  const tall = tf.reshape(spread(tf.reshape(filter, [1, height, width * channels]), rateY), [-1, width, channels]);
  const wide = spread(tall as tf.Tensor3D, rateX);
  return tf.reshape(wide, [(height - 1) * rateY + 1, (width - 1) * rateX + 1, inChannels, outChannels]);
}

/** Puts `rate − 1` rows of zeros between the rows of [outer, rows, inner]. */
function spread(x: tf.Tensor3D, rate: number): tf.Tensor3D {
  if (rate === 1) return x;
  const [outer, rows, inner] = x.shape;
  // A row and the zeros after it lie side by side in memory: pad the inner axis, read it as rows, drop the last zeros.
  const padded: tf.Tensor3D = tf.reshape(
    tf.pad(x, [
      [0, 0],
      [0, 0],
      [0, (rate - 1) * inner],
    ]),
    [outer, rows * rate, inner],
  );
  return tf.slice(padded, [0, 0, 0], [outer, (rows - 1) * rate + 1, inner]);
}
