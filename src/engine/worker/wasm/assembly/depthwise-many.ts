/** Depthwise convolutions with several filters per channel, or with both strides and gaps: a tap at a time, a channel at a time. */
import {
  channels,
  dilationHeight,
  dilationWidth,
  filterHeight,
  filterWidth,
  inHeight,
  inWidth,
  multiplier,
  outHeight,
  outWidth,
  padLeft,
  padTop,
  strideHeight,
  strideWidth,
} from "./depthwise-geometry";

/** Which of the three is computed from the other two. */
export const toOutput: i32 = 0;
export const toInput: i32 = 1;
export const toFilter: i32 = 2;

/** Over every pair of an output pixel and a tap that lies inside the image. */
export function walk(kind: i32, x: usize, filter: usize, y: usize): void {
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
  for (let c = 0; c < channels; c++, narrow += 4) {
    const value = load<f32>(narrow);
    for (let i = 0; i < multiplier; i++, sums += 4, wide += 4) store<f32>(sums, load<f32>(sums) + value * load<f32>(wide));
  }
}

/** sums[c] += Σ a[c·m + i] · b[c·m + i] */
function addShared(sums: usize, a: usize, b: usize): void {
  for (let c = 0; c < channels; c++, sums += 4) {
    let sum: f32 = 0;
    for (let i = 0; i < multiplier; i++, a += 4, b += 4) sum += load<f32>(a) * load<f32>(b);
    store<f32>(sums, load<f32>(sums) + sum);
  }
}
