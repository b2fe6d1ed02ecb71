/**
 * Random changes of one training image: shift, turn, resize, mirror, noise. The reference that every backend must match.
 * Each random number is a hash of (seed, epoch, index, its own number): nothing to carry along, so images may be made in
 * any order, on any device, and come out the same.
 */
import { mixSeed } from "@/base/rng";
import type { Augmentation } from "@/data/data-settings";

/** [height, width, channels] */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** The random stream of one image in one epoch. `index` is its position within the training split. */
export function augmentationKey(seed: number, epoch: number, index: number): number {
  return mixSeed(mixSeed(mixSeed(seed, 0x5eed), epoch), index);
}

/** Number `draw` of a stream, uniform in [0, 1). */
function uniform(key: number, draw: number): number {
  return mixSeed(key, draw) / 4294967296;
}
/** Uniform in [−limit, limit). */
function within(limit: number, key: number, draw: number): number {
  return limit * (2 * uniform(key, draw) - 1);
}

/**
 * Where each output pixel (x, y) takes its value from: (a·x + b·y + c, d·x + e·y + f), written into `out` as [a, b, c, d, e, f].
 * This is the inverse of: mirror, then resize and turn about the middle, then shift.
 */
export function augmentationTransform({ shift, rotate, scale, flip }: Augmentation, [height, width]: ImageShape, key: number, out: Float64Array): void {
  const angle = (within(rotate, key, 0) * Math.PI) / 180;
  // A resize of 1 or more would turn the image inside out.
  const size = Math.max(1 + within(scale, key, 1), 0.05);
  const dx = within(shift, key, 2) * width;
  const dy = within(shift, key, 3) * height;
  const mirror = flip && uniform(key, 4) < 0.5 ? -1 : 1;
  const cos = Math.cos(angle) / size;
  const sin = Math.sin(angle) / size;
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  out[0] = mirror * cos;
  out[1] = mirror * sin;
  out[2] = middleX - mirror * (cos * (middleX + dx) + sin * (middleY + dy));
  out[3] = -sin;
  out[4] = cos;
  out[5] = middleY + sin * (middleX + dx) - cos * (middleY + dy);
}

const transform = new Float64Array(6);

/**
 * Reads the image at `sourceOffset` (bytes mean value/255) and writes its variation, values 0 … 1, at `targetOffset`.
 * Bilinear; what comes from outside the image is 0. Allocates nothing.
 */
export function augmentImage(
  source: Uint8Array | Float32Array,
  sourceOffset: number,
  target: Float32Array,
  targetOffset: number,
  shape: ImageShape,
  augmentation: Augmentation,
  key: number,
): void {
  const [height, width, channels] = shape;
  const unit = source instanceof Uint8Array ? 1 / 255 : 1;
  const { noise } = augmentation;
  augmentationTransform(augmentation, shape, key, transform);
  const [a, b, c, d, e, f] = transform as unknown as [number, number, number, number, number, number];
  let at = targetOffset;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = a * x + b * y + c;
      const fromY = d * x + e * y + f;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      const wx = fromX - left;
      const wy = fromY - top;
      const hasLeft = left >= 0 && left < width;
      const hasRight = left >= -1 && left < width - 1;
      const hasTop = top >= 0 && top < height;
      const hasBottom = top >= -1 && top < height - 1;
      const corner = sourceOffset + (top * width + left) * channels;
      for (let channel = 0; channel < channels; channel++, at++) {
        const here = corner + channel;
        let value = 0;
        if (hasTop && hasLeft) value += (1 - wy) * (1 - wx) * (source[here] as number);
        if (hasTop && hasRight) value += (1 - wy) * wx * (source[here + channels] as number);
        if (hasBottom && hasLeft) value += wy * (1 - wx) * (source[here + width * channels] as number);
        if (hasBottom && hasRight) value += wy * wx * (source[here + (width + 1) * channels] as number);
        target[at] = value * unit;
      }
    }
  }
  if (noise > 0) addNoise(target, targetOffset, at, noise, key);
}

/** First draw of the noise: the ones before it belong to the transform. */
const noiseDraw = 16;

/** Gaussian noise (Box & Muller 1958), kept within the pixel range. */
function addNoise(pixels: Float32Array, start: number, end: number, deviation: number, key: number): void {
  for (let i = start, draw = noiseDraw; i < end; i += 2, draw += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - uniform(key, draw)));
    const angle = 2 * Math.PI * uniform(key, draw + 1);
    pixels[i] = clamp01((pixels[i] as number) + radius * Math.cos(angle));
    if (i + 1 < end) pixels[i + 1] = clamp01((pixels[i + 1] as number) + radius * Math.sin(angle));
  }
}
function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
