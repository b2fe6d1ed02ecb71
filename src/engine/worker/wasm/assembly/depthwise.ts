/** Depthwise convolutions: every channel has filters of its own, so a tap is a product of whole rows of channels. */
import { madd } from "./madd";

/** Which of the three is computed from the other two. */
const toOutput: i32 = 0;
const toInput: i32 = 1;
const toFilter: i32 = 2;

let images: i32 = 0;
let inHeight: i32 = 0;
let inWidth: i32 = 0;
let channels: i32 = 0;
let outHeight: i32 = 0;
let outWidth: i32 = 0;
/** Filters per channel: output channel c·multiplier + m is the one of filter m on channel c. */
let multiplier: i32 = 0;
let filterHeight: i32 = 0;
let filterWidth: i32 = 0;
let strideHeight: i32 = 0;
let strideWidth: i32 = 0;
let dilationHeight: i32 = 0;
let dilationWidth: i32 = 0;
let padTop: i32 = 0;
let padLeft: i32 = 0;

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

/** `x` [N, H, W, C], `filter` [kh, kw, C, m] → `y` [N, outH, outW, C·m]. */
export function depthwise(x: usize, filter: usize, y: usize): void {
  memory.fill(y, 0, <usize>images * outBytes());
  for (let image = 0; image < images; image++) walk(toOutput, x + <usize>image * inBytes(), filter, y + <usize>image * outBytes());
}

/** `dy` [N, outH, outW, C·m], `filter` → `dx` [N, H, W, C]. */
export function depthwiseBackToInput(dy: usize, filter: usize, dx: usize): void {
  memory.fill(dx, 0, <usize>images * inBytes());
  for (let image = 0; image < images; image++) walk(toInput, dx + <usize>image * inBytes(), filter, dy + <usize>image * outBytes());
}

/** `x`, `dy` → `gradient` [kh, kw, C, m]. `part`: room for as much, so that each image's sum is rounded by itself. */
export function depthwiseBackToFilter(x: usize, dy: usize, gradient: usize, part: usize): void {
  const bytes = (<usize>(filterHeight * filterWidth * channels * multiplier)) << 2;
  memory.fill(gradient, 0, bytes);
  for (let image = 0; image < images; image++) {
    memory.fill(part, 0, bytes);
    walk(toFilter, x + <usize>image * inBytes(), part, dy + <usize>image * outBytes());
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(gradient + at, load<f32>(gradient + at) + load<f32>(part + at));
  }
}

function inBytes(): usize {
  return (<usize>(inHeight * inWidth * channels)) << 2;
}
function outBytes(): usize {
  return (<usize>(outHeight * outWidth * channels * multiplier)) << 2;
}

/** Over every pair of an output pixel and a tap that lies inside the image. */
function walk(kind: i32, x: usize, filter: usize, y: usize): void {
  const inPixel = (<usize>channels) << 2;
  const outPixel = inPixel * <usize>multiplier;
  for (let row = 0; row < outHeight; row++)
    for (let column = 0; column < outWidth; column++, y += outPixel) {
      let tap = filter;
      for (let tapRow = 0; tapRow < filterHeight; tapRow++) {
        const inRow = row * strideHeight + tapRow * dilationHeight - padTop;
        let inColumn = column * strideWidth - padLeft;
        for (let tapColumn = 0; tapColumn < filterWidth; tapColumn++, tap += outPixel, inColumn += dilationWidth) {
          if (inRow < 0 || inRow >= inHeight || inColumn < 0 || inColumn >= inWidth) continue;
          const pixel = x + <usize>(inRow * inWidth + inColumn) * inPixel;
          if (kind === toInput) addShared(pixel, y, tap);
          else if (kind === toOutput) addProducts(y, pixel, tap);
          else addProducts(tap, pixel, y);
        }
      }
    }
}

/** sums[c·m + i] += narrow[c] · wide[c·m + i] */
function addProducts(sums: usize, narrow: usize, wide: usize): void {
  let c = 0;
  if (multiplier === 1) {
    for (; c + 4 <= channels; c += 4, sums += 16, narrow += 16, wide += 16) v128.store(sums, madd(v128.load(narrow), v128.load(wide), v128.load(sums)));
  }
  for (; c < channels; c++, narrow += 4) {
    const value = load<f32>(narrow);
    for (let i = 0; i < multiplier; i++, sums += 4, wide += 4) store<f32>(sums, load<f32>(sums) + value * load<f32>(wide));
  }
}

/** sums[c] += Σ a[c·m + i] · b[c·m + i] */
function addShared(sums: usize, a: usize, b: usize): void {
  let c = 0;
  if (multiplier === 1) {
    for (; c + 4 <= channels; c += 4, sums += 16, a += 16, b += 16) v128.store(sums, madd(v128.load(a), v128.load(b), v128.load(sums)));
  }
  for (; c < channels; c++, sums += 4) {
    let sum: f32 = 0;
    for (let i = 0; i < multiplier; i++, a += 4, b += 4) sum += load<f32>(a) * load<f32>(b);
    store<f32>(sums, load<f32>(sums) + sum);
  }
}
