/** Gradients of pooling. Channels lie side by side, so four of them are handled at once; windows are cut off at the image's edge. */
import { loadPart, storePart } from "./vectors";

let inHeight: i32 = 0;
let inWidth: i32 = 0;
let channels: i32 = 0;
/** The window at hand: its pixels inside the image. */
let top: i32 = 0;
let bottom: i32 = 0;
let left: i32 = 0;
let right: i32 = 0;

let images: i32 = 0;
let outHeight: i32 = 0;
let outWidth: i32 = 0;
let windowHeight: i32 = 0;
let windowWidth: i32 = 0;
let strideHeight: i32 = 0;
let strideWidth: i32 = 0;
let padTop: i32 = 0;
let padLeft: i32 = 0;

/** To be called before each of the functions on pooling. */
export function setPooling(
  batch: i32,
  height: i32,
  width: i32,
  depth: i32,
  outputHeight: i32,
  outputWidth: i32,
  poolHeight: i32,
  poolWidth: i32,
  verticalStride: i32,
  horizontalStride: i32,
  padAbove: i32,
  padBefore: i32,
): void {
  images = batch;
  inHeight = height;
  inWidth = width;
  channels = depth;
  outHeight = outputHeight;
  outWidth = outputWidth;
  windowHeight = poolHeight;
  windowWidth = poolWidth;
  strideHeight = verticalStride;
  strideWidth = horizontalStride;
  padTop = padAbove;
  padLeft = padBefore;
}

/** Sets the window of an output pixel. */
function openWindow(y: i32, x: i32): void {
  const from = y * strideHeight - padTop;
  const before = x * strideWidth - padLeft;
  top = max(0, from);
  bottom = min(inHeight, from + windowHeight);
  left = max(0, before);
  right = min(inWidth, before + windowWidth);
}

/** Address of the first channel of the window's first pixel. */
function cornerOf(base: usize, image: i32): usize {
  return base + ((<usize>((image * inHeight + top) * inWidth + left) * <usize>channels) << 2);
}

/**
 * `dy`, `y` [N, outH, outW, C], `x` [N, H, W, C] → `dx` [N, H, W, C]: each window's gradient goes to its largest value, the first one on a tie.
 */
export function poolMaxBack(dy: usize, x: usize, y: usize, dx: usize): void {
  const isApart = strideHeight >= windowHeight && strideWidth >= windowWidth;
  const isHalving = windowHeight === 2 && windowWidth === 2 && strideHeight === 2 && strideWidth === 2;
  const isCovered = isHalving && outHeight * 2 === inHeight && outWidth * 2 === inWidth && (channels & 3) === 0;
  // Where 2×2 windows cover the image, every pixel is written anyway.
  if (!isCovered) memory.fill(dx, 0, (<usize>(images * inHeight * inWidth) * <usize>channels) << 2);
  for (let image = 0; image < images; image++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++, y += (<usize>channels) << 2, dy += (<usize>channels) << 2) {
        openWindow(row, column);
        const corner = cornerOf(0, image);
        let at: usize = 0;
        const isFour = isApart && bottom - top === 2 && right - left === 2;
        for (const end = (<usize>(channels & ~3)) << 2; at < end; at += 16) {
          if (isFour) giveToOneOfFour(v128.load(dy + at), v128.load(y + at), x + corner + at, dx + corner + at);
          else giveToLargest(v128.load(dy + at), v128.load(y + at), x + corner + at, dx + corner + at, 0);
        }
        const rest = channels & 3;
        if (rest !== 0) giveToLargest(loadPart(dy + at, rest, 0), loadPart(y + at, rest, 0), x + corner + at, dx + corner + at, rest);
      }
}

/** The same for windows of 2×2 that do not overlap: no other window adds to these pixels. */
function giveToOneOfFour(gradient: v128, largest: v128, x: usize, dx: usize): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>inWidth * pixelBytes;
  const first = f32x4.eq(v128.load(x), largest);
  const second = v128.andnot(f32x4.eq(v128.load(x + pixelBytes), largest), first);
  const taken = v128.or(first, second);
  const third = v128.andnot(f32x4.eq(v128.load(x + rowBytes), largest), taken);
  const fourth = v128.andnot(f32x4.eq(v128.load(x + rowBytes + pixelBytes), largest), v128.or(taken, third));
  v128.store(dx, v128.and(gradient, first));
  v128.store(dx + pixelBytes, v128.and(gradient, second));
  v128.store(dx + rowBytes, v128.and(gradient, third));
  v128.store(dx + rowBytes + pixelBytes, v128.and(gradient, fourth));
}

function giveToLargest(gradient: v128, largest: v128, x: usize, dx: usize, rest: i32): void {
  const pixelBytes = (<usize>channels) << 2;
  const skip = <usize>(inWidth - (right - left)) * pixelBytes;
  // What no pixel has taken yet.
  let left4 = gradient;
  for (let row = top; row < bottom; row++, x += skip, dx += skip) {
    for (let column = left; column < right; column++, x += pixelBytes, dx += pixelBytes) {
      const value = rest === 0 ? v128.load(x) : loadPart(x, rest, 0);
      const isLargest = f32x4.eq(value, largest);
      const share = v128.and(left4, isLargest);
      left4 = v128.andnot(left4, isLargest);
      if (rest === 0) v128.store(dx, f32x4.add(v128.load(dx), share));
      else storePart(dx, f32x4.add(loadPart(dx, rest, 0), share), rest);
    }
  }
}

/** `dy` [N, outH, outW, C] → `dx` [N, H, W, C]: each pixel of a window gets the same share, that of a window which is not cut off. */
export function poolMeanBack(dy: usize, dx: usize): void {
  memory.fill(dx, 0, (<usize>(images * inHeight * inWidth) * <usize>channels) << 2);
  const share = f32x4.splat(<f32>1 / <f32>(windowHeight * windowWidth));
  for (let image = 0; image < images; image++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++, dy += (<usize>channels) << 2) {
        openWindow(row, column);
        const corner = cornerOf(dx, image);
        let at: usize = 0;
        for (const end = (<usize>(channels & ~3)) << 2; at < end; at += 16) giveToAll(f32x4.mul(v128.load(dy + at), share), corner + at, 0);
        const rest = channels & 3;
        if (rest !== 0) giveToAll(f32x4.mul(loadPart(dy + at, rest, 0), share), corner + at, rest);
      }
}

function giveToAll(gradient: v128, dx: usize, rest: i32): void {
  const pixelBytes = (<usize>channels) << 2;
  const skip = <usize>(inWidth - (right - left)) * pixelBytes;
  for (let row = top; row < bottom; row++, dx += skip) {
    for (let column = left; column < right; column++, dx += pixelBytes) {
      if (rest === 0) v128.store(dx, f32x4.add(v128.load(dx), gradient));
      else storePart(dx, f32x4.add(loadPart(dx, rest, 0), gradient), rest);
    }
  }
}
