/** The geometry of the depthwise convolution at hand. Channels last; output channel c·multiplier + m is the one of filter m on channel c. */

export let images: i32 = 0;
export let inHeight: i32 = 0;
export let inWidth: i32 = 0;
export let channels: i32 = 0;
export let outHeight: i32 = 0;
export let outWidth: i32 = 0;
export let multiplier: i32 = 0;
export let filterHeight: i32 = 0;
export let filterWidth: i32 = 0;
export let strideHeight: i32 = 0;
export let strideWidth: i32 = 0;
export let dilationHeight: i32 = 0;
export let dilationWidth: i32 = 0;
export let padTop: i32 = 0;
export let padLeft: i32 = 0;

/** To be called before each of the functions on depthwise convolutions. */
export function setDepthwise(
  batch: i32,
  height: i32,
  width: i32,
  depth: i32,
  outputHeight: i32,
  outputWidth: i32,
  filtersPerChannel: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  verticalStride: i32,
  horizontalStride: i32,
  verticalDilation: i32,
  horizontalDilation: i32,
  padAbove: i32,
  padBefore: i32,
): void {
  images = batch;
  inHeight = height;
  inWidth = width;
  channels = depth;
  outHeight = outputHeight;
  outWidth = outputWidth;
  multiplier = filtersPerChannel;
  filterHeight = kernelHeight;
  filterWidth = kernelWidth;
  strideHeight = verticalStride;
  strideWidth = horizontalStride;
  dilationHeight = verticalDilation;
  dilationWidth = horizontalDilation;
  padTop = padAbove;
  padLeft = padBefore;
}

/** Bytes of one image. */
export function inBytes(): usize {
  return (<usize>(inHeight * inWidth * channels)) << 2;
}
/** Bytes of one output. */
export function outBytes(): usize {
  return (<usize>(outHeight * outWidth * channels * multiplier)) << 2;
}
