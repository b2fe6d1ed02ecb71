/** Walks over every (output pixel, filter tap) pair of a depthwise convolution that lies inside the image. */
import type * as tf from "@tensorflow/tfjs-core";

/** Calls back with the offsets of the first channel: into dy [N, outH, outW, C·m], x [N, H, W, C] and filter [kh, kw, C, m]. */
export function forEachTap(geometry: tf.backend_util.Conv2DInfo, visit: (outAt: number, inAt: number, tapAt: number) => void): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = geometry;
  for (let image = 0; image < batchSize; image++) {
    for (let outY = 0; outY < outHeight; outY++) {
      for (let outX = 0; outX < outWidth; outX++) {
        const outAt = ((image * outHeight + outY) * outWidth + outX) * outChannels;
        for (let tapY = 0; tapY < filterHeight; tapY++) {
          const y = outY * strideHeight + tapY * dilationHeight - padInfo.top;
          if (y < 0 || y >= inHeight) continue;
          for (let tapX = 0; tapX < filterWidth; tapX++) {
            const x = outX * strideWidth + tapX * dilationWidth - padInfo.left;
            if (x < 0 || x >= inWidth) continue;
            visit(outAt, ((image * inHeight + y) * inWidth + x) * inChannels, (tapY * filterWidth + tapX) * outChannels);
          }
        }
      }
    }
  }
}
