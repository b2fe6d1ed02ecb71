/** Depthwise convolutions: every channel has filters of its own, so all three products are sums of rows of channels, lane by lane. */
import {
  channels,
  dilationHeight,
  dilationWidth,
  filterHeight,
  filterWidth,
  images,
  inBytes,
  inHeight,
  inWidth,
  multiplier,
  outBytes,
  outHeight,
  outWidth,
  padLeft,
  padTop,
  strideHeight,
  strideWidth,
} from "./depthwise-geometry";
import { toFilter, toInput, toOutput, walk } from "./depthwise-many";
import { madd } from "./madd";
import { loadPart, storePart } from "./vectors";

/** What `findRun` found: the first step that lies inside, where it is, and how many follow each other. */
let first: i32 = 0;
let firstAt: i32 = 0;
let found: i32 = 0;

/** Steps from `step` on, `by` apart, below `end`; at each one `at` moves by `atBy`. Those with `at` within 0 … `size` are one run. */
function findRun(step: i32, by: i32, end: i32, at: i32, atBy: i32, size: i32): void {
  for (; step < end && (at < 0 || at >= size); step += by) at += atBy;
  first = step;
  firstAt = at;
  found = 0;
  for (; step < end && at >= 0 && at < size; step += by, at += atBy) found++;
}

/** `x` [N, H, W, C], `filter` [kh, kw, C, m] → `y` [N, outH, outW, C·m]. */
export function depthwise(x: usize, filter: usize, y: usize): void {
  const pixelBytes = (<usize>channels) << 2;
  if (multiplier !== 1) memory.fill(y, 0, <usize>images * outBytes());
  for (let image = 0; image < images; image++, x += inBytes()) {
    if (multiplier !== 1) {
      walk(toOutput, x, filter, y);
      y += outBytes();
      continue;
    }
    for (let row = 0; row < outHeight; row++) {
      findRun(0, 1, filterHeight, row * strideHeight - padTop, dilationHeight, inHeight);
      const taps = filter + <usize>(first * filterWidth) * pixelBytes;
      const pixels = x + <usize>(firstAt * inWidth) * pixelBytes;
      const rows = found;
      for (let column = 0; column < outWidth; column++, y += pixelBytes) {
        findRun(0, 1, filterWidth, column * strideWidth - padLeft, dilationWidth, inWidth);
        const tap = taps + <usize>first * pixelBytes;
        const pixel = pixels + <usize>firstAt * pixelBytes;
        sumProducts(y, pixel, dilationHeight * inWidth, dilationWidth, tap, filterWidth, 1, rows, found, false);
      }
    }
  }
}

/** `dy` [N, outH, outW, C·m], `filter` → `dx` [N, H, W, C]. */
export function depthwiseBackToInput(dy: usize, filter: usize, dx: usize): void {
  const pixelBytes = (<usize>channels) << 2;
  const isByTap = multiplier !== 1 || (strideHeight > 1 && dilationHeight > 1) || (strideWidth > 1 && dilationWidth > 1);
  if (isByTap) memory.fill(dx, 0, <usize>images * inBytes());
  for (let image = 0; image < images; image++, dy += outBytes()) {
    if (isByTap) {
      walk(toInput, dx, filter, dy);
      dx += inBytes();
      continue;
    }
    for (let row = 0; row < inHeight; row++) {
      // Of the taps that reach this row, the outputs lie one stride apart, in falling order.
      const startRow = (row + padTop) % strideHeight;
      findRun(startRow, strideHeight, filterHeight, (row + padTop - startRow) / strideHeight, -dilationHeight, outHeight);
      const taps = filter + <usize>(first * filterWidth) * pixelBytes;
      const pixels = dy + <usize>(firstAt * outWidth) * pixelBytes;
      const rows = found;
      for (let column = 0; column < inWidth; column++, dx += pixelBytes) {
        const start = (column + padLeft) % strideWidth;
        findRun(start, strideWidth, filterWidth, (column + padLeft - start) / strideWidth, -dilationWidth, outWidth);
        const tap = taps + <usize>first * pixelBytes;
        const pixel = pixels + <usize>firstAt * pixelBytes;
        sumProducts(dx, pixel, -dilationHeight * outWidth, -dilationWidth, tap, strideHeight * filterWidth, strideWidth, rows, found, false);
      }
    }
  }
}

/** `x`, `dy` → `gradient` [kh, kw, C, m]. `part`: room for as much, so that each image's sum is rounded by itself. */
export function depthwiseBackToFilter(x: usize, dy: usize, gradient: usize, part: usize): void {
  const pixelBytes = (<usize>channels) << 2;
  const bytes = <usize>(filterHeight * filterWidth * multiplier) * pixelBytes;
  memory.fill(gradient, 0, bytes);
  for (let image = 0; image < images; image++, x += inBytes(), dy += outBytes()) {
    if (multiplier !== 1) {
      memory.fill(part, 0, bytes);
      walk(toFilter, x, part, dy);
      for (let at: usize = 0; at < bytes; at += 4) store<f32>(gradient + at, load<f32>(gradient + at) + load<f32>(part + at));
      continue;
    }
    let tap = gradient;
    for (let tapRow = 0; tapRow < filterHeight; tapRow++) {
      findRun(0, 1, outHeight, tapRow * dilationHeight - padTop, strideHeight, inHeight);
      const outputs = dy + <usize>(first * outWidth) * pixelBytes;
      const pixels = x + <usize>(firstAt * inWidth) * pixelBytes;
      const rows = found;
      for (let tapColumn = 0; tapColumn < filterWidth; tapColumn++, tap += pixelBytes) {
        findRun(0, 1, outWidth, tapColumn * dilationWidth - padLeft, strideWidth, inWidth);
        const output = outputs + <usize>first * pixelBytes;
        const pixel = pixels + <usize>firstAt * pixelBytes;
        sumProducts(tap, pixel, strideHeight * inWidth, strideWidth, output, outWidth, 1, rows, found, true);
      }
    }
  }
}

/**
 * Σ a·b over a rectangle of `rows` × `columns` pixels of all channels, to `to`, or added to what is there.
 * `aDown`, `aRight`: pixels from one row and column of `a` to the next; so for `b`.
 */
function sumProducts(to: usize, a: usize, aDown: i32, aRight: i32, b: usize, bDown: i32, bRight: i32, rows: i32, columns: i32, isAdded: bool): void {
  const pixelBytes = channels << 2;
  const rightA = <usize>(aRight * pixelBytes);
  const rightB = <usize>(bRight * pixelBytes);
  // From the end of one row to the start of the next.
  const downA = <usize>(aDown * pixelBytes) - rightA * <usize>columns;
  const downB = <usize>(bDown * pixelBytes) - rightB * <usize>columns;
  const zero = f32x4.splat(0);
  let c = 0;
  // A sum must wait for the one before it: four side by side hardly wait.
  for (; c + 16 <= channels; c += 16, to += 64, a += 64, b += 64) {
    let sum0 = isAdded ? v128.load(to) : zero;
    let sum1 = isAdded ? v128.load(to, 16) : zero;
    let sum2 = isAdded ? v128.load(to, 32) : zero;
    let sum3 = isAdded ? v128.load(to, 48) : zero;
    let atA = a;
    let atB = b;
    for (let row = 0; row < rows; row++, atA += downA, atB += downB) {
      for (let column = 0; column < columns; column++, atA += rightA, atB += rightB) {
        sum0 = madd(v128.load(atA), v128.load(atB), sum0);
        sum1 = madd(v128.load(atA, 16), v128.load(atB, 16), sum1);
        sum2 = madd(v128.load(atA, 32), v128.load(atB, 32), sum2);
        sum3 = madd(v128.load(atA, 48), v128.load(atB, 48), sum3);
      }
    }
    v128.store(to, sum0);
    v128.store(to, sum1, 16);
    v128.store(to, sum2, 32);
    v128.store(to, sum3, 48);
  }
  for (; c < channels; c += 4, to += 16, a += 16, b += 16) {
    const here = min(4, channels - c);
    let sum = isAdded ? loadFew(to, here) : zero;
    let atA = a;
    let atB = b;
    for (let row = 0; row < rows; row++, atA += downA, atB += downB)
      for (let column = 0; column < columns; column++, atA += rightA, atB += rightB) sum = madd(loadFew(atA, here), loadFew(atB, here), sum);
    if (here === 4) v128.store(to, sum);
    else storePart(to, sum, here);
  }
}

function loadFew(at: usize, count: i32): v128 {
  return count === 4 ? v128.load(at) : loadPart(at, count, 0);
}
