/** Image patches as rows of a matrix and back (im2col, col2im): a convolution is then one matrix product. */
import type * as tf from "@tensorflow/tfjs-core";

type Geometry = tf.backend_util.Conv2DInfo;

/** Fills `columns` [kh·kw·inC, N·outH·outW] with what each filter tap sees of `x` [N, H, W, inC]; zero outside the image. */
export function gatherColumns(x: Float32Array, columns: Float32Array, geometry: Geometry): void {
  const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, padInfo } = geometry;
  let to = 0;
  for (let tapY = 0; tapY < filterHeight; tapY++) {
    for (let tapX = 0; tapX < filterWidth; tapX++) {
      const shift = tapX - padInfo.left;
      // Outputs [first, end) see this tap inside the image.
      const first = Math.min(outWidth, Math.max(0, Math.ceil(-shift / strideWidth)));
      const end = Math.max(first, Math.min(outWidth, Math.floor((inWidth - 1 - shift) / strideWidth) + 1));
      const step = strideWidth * channels;
      for (let channel = 0; channel < channels; channel++) {
        for (let image = 0; image < batchSize; image++) {
          for (let outY = 0; outY < outHeight; outY++) {
            const y = outY * strideHeight + tapY - padInfo.top;
            if (y < 0 || y >= inHeight) {
              columns.fill(0, to, to + outWidth);
            } else {
              if (first > 0) columns.fill(0, to, to + first);
              let from = ((image * inHeight + y) * inWidth + first * strideWidth + shift) * channels + channel;
              for (let outX = first; outX < end; outX++, from += step) columns[to + outX] = x[from]!;
              if (end < outWidth) columns.fill(0, to + end, to + outWidth);
            }
            to += outWidth;
          }
        }
      }
    }
  }
}

/** Adds `columns` [N·outH·outW, kh·kw·inC] back onto the pixels of `x` [N, H, W, inC] that they were taken from. */
export function scatterColumns(columns: Float32Array, x: Float32Array, geometry: Geometry): void {
  const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, padInfo } = geometry;
  let from = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let outY = 0; outY < outHeight; outY++) {
      for (let outX = 0; outX < outWidth; outX++) {
        for (let tapY = 0; tapY < filterHeight; tapY++) {
          const y = outY * strideHeight + tapY - padInfo.top;
          for (let tapX = 0; tapX < filterWidth; tapX++, from += channels) {
            const column = outX * strideWidth + tapX - padInfo.left;
            if (y < 0 || y >= inHeight || column < 0 || column >= inWidth) continue;
            const to = ((image * inHeight + y) * inWidth + column) * channels;
            for (let channel = 0; channel < channels; channel++) x[to + channel]! += columns[from + channel]!;
          }
        }
      }
    }
  }
}
