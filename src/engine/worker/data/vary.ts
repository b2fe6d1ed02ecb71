/** Random shifts, turns, sizes and mirrorings of images: drawn per example on the host, done on the device. */
import * as tf from "@tensorflow/tfjs-core";
import { createRng, mixSeed } from "@/base/rng";
import type { Augmentation } from "@/data/data-settings";

/** How one example is moved. */
export interface Variation {
  /** Pixels, to the right and down. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly radians: number;
  readonly scale: number;
  readonly isMirrored: boolean;
}

/** The same seed gives the same variation, whatever batch the example is in. */
export function drawVariation(augmentation: Augmentation, seed: number, [height, width]: readonly number[]): Variation {
  const rng = createRng(seed);
  const spread = (limit: number) => (2 * rng.next() - 1) * limit;
  return {
    shiftX: spread(augmentation.shift) * (width ?? 1),
    shiftY: spread(augmentation.shift) * (height ?? 1),
    radians: (spread(augmentation.rotate) * Math.PI) / 180,
    scale: 1 + spread(augmentation.scale),
    isMirrored: rng.next() < 0.5 && augmentation.flip,
  };
}

/** One seed per example and epoch. */
export function exampleSeed(seed: number, epoch: number, position: number): number {
  return mixSeed(mixSeed(seed, epoch), position);
}

/** Where each pixel of the result comes from: eight numbers of a projective map, from output to input coordinates. */
export function inverseMap({ shiftX, shiftY, radians, scale, isMirrored }: Variation, [height = 1, width = 1]: readonly number[]): number[] {
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  const mirror = isMirrored ? -1 : 1;
  const cos = Math.cos(radians) / scale;
  const sin = Math.sin(radians) / scale;
  const [a, b, c, d] = [mirror * cos, mirror * sin, -sin, cos];
  const fromX = centreX + shiftX;
  const fromY = centreY + shiftY;
  return [a, b, centreX - a * fromX - b * fromY, c, d, centreY - c * fromX - d * fromY, 0, 0];
}

/** `images` [n, height, width, channels], one variation each; what comes in from outside is 0, the background. */
export function moveImages(images: tf.Tensor4D, variations: readonly Variation[]): tf.Tensor4D {
  const maps = variations.map((variation) => inverseMap(variation, images.shape.slice(1)));
  const move = (some: tf.Tensor4D, rows: readonly number[][]) =>
    tf.image.transform(some, tf.tensor2d(rows.flat(), [rows.length, 8]), "bilinear", "constant", 0);
  return tf.tidy(() => {
    if (tf.getBackend() !== "cpu") return move(images, maps);
    // Its kernel returns after the first image of a batch and leaves the others black.
    const single = tf.split(images, images.shape[0], 0);
    return tf.concat(single.map((image, i) => move(image as tf.Tensor4D, maps.slice(i, i + 1))));
  });
}
