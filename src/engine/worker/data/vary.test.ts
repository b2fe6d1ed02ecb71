import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { augmentationOff, type Augmentation } from "@/data/data-settings";
import { openBackend } from "@/engine/worker/backends";
import { drawVariation, moveImages, type Variation } from "@/engine/worker/data/vary";

const still: Variation = { shiftX: 0, shiftY: 0, radians: 0, scale: 1, isMirrored: false };
const image = [1, 2, 3, 4, 5, 6, 7, 8, 9];

async function moved(backend: "cpu" | "wasm", variation: Partial<Variation>, pixels = image, [height, width] = [3, 3]) {
  await openBackend(backend);
  return tf.tidy(() => Array.from(moveImages(tf.tensor4d(pixels, [1, height ?? 1, width ?? 1, 1]), [{ ...still, ...variation }]).dataSync()));
}

describe.each(["cpu", "wasm"] as const)("moving images on %s", (backend) => {
  test("nothing drawn changes nothing", async () => {
    expect(await moved(backend, {})).toEqual(image);
  });

  test("a shift moves right and down, and what comes in is background", async () => {
    expect(await moved(backend, { shiftX: 1 })).toEqual([0, 1, 2, 0, 4, 5, 0, 7, 8]);
    expect(await moved(backend, { shiftY: 1 })).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 6]);
  });

  test("half a pixel mixes neighbours", async () => {
    expect(await moved(backend, { shiftX: 0.5 })).toEqual([0.5, 1.5, 2.5, 2, 4.5, 5.5, 3.5, 7.5, 8.5]);
  });

  test("mirroring swaps left and right", async () => {
    expect(await moved(backend, { isMirrored: true })).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
  });

  test("a quarter turn goes clockwise, as seen on screen", async () => {
    const turned = await moved(backend, { radians: Math.PI / 2 });
    [7, 4, 1, 8, 5, 2, 9, 6, 3].forEach((value, i) => expect(turned[i]).toBeCloseTo(value, 4));
  });

  test("every image of a batch moves in its own way", async () => {
    await openBackend(backend);
    const batch = tf.tensor4d([...image, ...image, ...image], [3, 3, 3, 1]);
    const variations = [still, { ...still, isMirrored: true }, { ...still, shiftX: 1 }];
    const values = tf.tidy(() => Array.from(moveImages(batch, variations).dataSync()));
    expect(values).toEqual([...image, 3, 2, 1, 6, 5, 4, 9, 8, 7, 0, 1, 2, 0, 4, 5, 0, 7, 8]);
    batch.dispose();
  });

  test("twice the size keeps the centre and spreads the rest", async () => {
    const larger = await moved(backend, { scale: 2 });
    expect(larger[4]).toBe(5);
    expect(larger[0]).toBeCloseTo((1 + 2 + 4 + 5) / 4, 5);
  });
});

describe("drawing a variation", () => {
  const settings: Augmentation = { ...augmentationOff, enabled: true, shift: 0.2, rotate: 30, scale: 0.1, flip: true };

  test("follows from its seed alone and stays within the limits", () => {
    for (let seed = 0; seed < 200; seed++) {
      const drawn = drawVariation(settings, seed, [28, 28, 1]);
      expect(drawVariation(settings, seed, [28, 28, 1])).toEqual(drawn);
      expect(Math.abs(drawn.shiftX)).toBeLessThanOrEqual(5.6);
      expect(Math.abs(drawn.shiftY)).toBeLessThanOrEqual(5.6);
      expect(Math.abs(drawn.radians)).toBeLessThanOrEqual(Math.PI / 6);
      expect(Math.abs(drawn.scale - 1)).toBeLessThanOrEqual(0.1);
    }
  });

  test("mirrors about half of the images, and none when that is off", () => {
    const mirrored = (flip: boolean) =>
      Array.from({ length: 1000 }, (_, seed) => drawVariation({ ...settings, flip }, seed, [28, 28, 1])).filter((v) => v.isMirrored).length;
    expect(Math.abs(mirrored(true) - 500)).toBeLessThan(60);
    expect(mirrored(false)).toBe(0);
  });
});
