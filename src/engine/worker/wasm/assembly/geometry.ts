/** The geometry of the convolution at hand, and its images with their borders. Channels last; sizes in pixels, steps in bytes. */
import { headBytes } from "./work";

export let batch: i32 = 0;
export let outPixels: i32 = 0;
export let outChannels: i32 = 0;
export let filterHeight: i32 = 0;
/** Floats of a filter's row: its width times the channels, which lie side by side in the image as well. */
export let filterRow: i32 = 0;
/** From one row of the (bordered) image to the next. */
export let rowBytes: usize = 0;
/** Images that are computed at a time. */
export let group: i32 = 0;
/** Whether images are copied into a view with zeros around them. */
export let isBordered: bool = false;

let inHeight: i32 = 0;
let inWidth: i32 = 0;
let pixelBytes: usize = 0;
let outWidth: i32 = 0;
let strideHeight: i32 = 0;
let strideWidth: i32 = 0;
let padTop: i32 = 0;
let padLeft: i32 = 0;
let viewHeight: i32 = 0;
let viewWidth: i32 = 0;

/** Bordered images are handled in groups of about so many patches: few enough to stay in the cache, many enough to fill blocks. */
const groupPatches: i32 = 512;

/** To be called before each of the functions on convolutions. */
export function setGeometry(
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  outputChannels: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  verticalStride: i32,
  horizontalStride: i32,
  top: i32,
  left: i32,
): void {
  batch = images;
  inHeight = height;
  inWidth = width;
  pixelBytes = (<usize>channels) << 2;
  outPixels = outputHeight * outputWidth;
  outWidth = outputWidth;
  outChannels = outputChannels;
  filterHeight = kernelHeight;
  filterRow = kernelWidth * channels;
  strideHeight = verticalStride;
  strideWidth = horizontalStride;
  padTop = top;
  padLeft = left;
  const neededHeight = (outputHeight - 1) * verticalStride + kernelHeight;
  const neededWidth = (outputWidth - 1) * horizontalStride + kernelWidth;
  isBordered = top > 0 || left > 0 || neededHeight > height || neededWidth > width;
  viewHeight = isBordered ? neededHeight : height;
  viewWidth = isBordered ? neededWidth : width;
  rowBytes = <usize>viewWidth * pixelBytes;
  group = isBordered ? min(images, (groupPatches + outPixels - 1) / outPixels) : images;
}

/** Bytes of the view that a group of bordered images needs. */
export function viewBytes(): usize {
  return isBordered ? (<usize>group * imageBytes() + 63) & ~63 : 0;
}

function imageBytes(): usize {
  return <usize>viewHeight * rowBytes;
}

/** The address that patches of the group from image `first` on are counted from: in the images, or in a bordered copy at `view`. */
export function openGroup(images: usize, first: i32, view: usize): usize {
  if (!isBordered) return images + <usize>first * imageBytes();
  const count = min(group, batch - first);
  memory.fill(view, 0, <usize>count * imageBytes());
  moveInterior(images, first, count, view, false);
  return view;
}

/** Copies the pixels of `count` images into their view, or back out of it. */
export function moveInterior(images: usize, first: i32, count: i32, view: usize, isBack: bool): void {
  const bytes = <usize>min(inWidth, viewWidth - padLeft) * pixelBytes;
  const rows = min(inHeight, viewHeight - padTop);
  for (let image = 0; image < count; image++) {
    let inside = view + <usize>image * imageBytes() + <usize>padTop * rowBytes + <usize>padLeft * pixelBytes;
    let outside = images + <usize>((first + image) * inHeight) * <usize>inWidth * pixelBytes;
    for (let row = 0; row < rows; row++, inside += rowBytes, outside += <usize>inWidth * pixelBytes) {
      if (isBack) memory.copy(outside, inside, bytes);
      else memory.copy(inside, outside, bytes);
    }
  }
}

/** Writes the addresses of `count` patches of a group, from number `first` on, into `table`. */
export function fillPatches(table: usize, base: usize, first: i32, count: i32): void {
  const stepX = <usize>strideWidth * pixelBytes;
  let image = first / outPixels;
  let y = (first - image * outPixels) / outWidth;
  let x = first - image * outPixels - y * outWidth;
  let at = base + <usize>image * imageBytes() + <usize>(y * strideHeight) * rowBytes + <usize>x * stepX;
  for (let i = 0; i < count; i++) {
    store<u32>(table + ((<usize>i) << 2), <u32>at);
    at += stepX;
    if (++x === outWidth) {
      x = 0;
      if (++y * outWidth === outPixels) {
        y = 0;
        image++;
      }
      at = base + <usize>image * imageBytes() + <usize>(y * strideHeight) * rowBytes;
    }
  }
}

/** Bytes from the start of a patch to each of its values, in the order of the filter's rows. */
export function fillOffsets(table: usize): void {
  for (let row = 0; row < filterHeight; row++)
    for (let i = 0; i < filterRow; i++, table += 4) store<u32>(table, <u32>(<usize>row * rowBytes + ((<usize>i) << 2)));
}

export function patchSize(): i32 {
  return filterHeight * filterRow;
}

/** What all three products of a convolution keep first: the head, the distances within a patch, the view. */
export function viewAt(): usize {
  return headBytes + ((<usize>patchSize() * 4 + 63) & ~63);
}
