import { describe, expect, test } from "vitest";
import { augmentationKey, augmentImage, type ImageShape } from "@/data/augmentation";
import { augmentationOff, type Augmentation } from "@/data/data-settings";

const still: Augmentation = { ...augmentationOff, enabled: true, shift: 0, rotate: 0, scale: 0 };
const size: ImageShape = [9, 9, 1];
const image = Float32Array.from({ length: 81 }, (_, i) => (i % 7) / 7);
/** A lone bright pixel in the middle of 9×9. */
const dot = new Float32Array(81).with(40, 1);

function augment(source: Uint8Array | Float32Array, change: Partial<Augmentation>, key: number, shape = size): Float32Array {
  const out = new Float32Array(shape[0] * shape[1] * shape[2]);
  augmentImage(source, 0, out, 0, shape, { ...still, ...change }, key);
  return out;
}
/** Centre of mass and mass. */
function moments(pixels: Float32Array, width = 9) {
  let [mass, x, y] = [0, 0, 0];
  pixels.forEach((value, i) => {
    mass += value;
    x += value * (i % width);
    y += value * Math.floor(i / width);
  });
  return { mass, x: x / mass, y: y / mass };
}
const keys = Array.from({ length: 400 }, (_, index) => augmentationKey(5, 2, index));

describe("augmentImage", () => {
  test("with everything at zero gives the image itself, and bytes as value/255", () => {
    expect(augment(image, {}, 1)).toEqual(image);
    const bytes = Uint8Array.from({ length: 81 }, (_, i) => 3 * i);
    expect(augment(bytes, {}, 1)).toEqual(Float32Array.from(bytes, (value) => value * (1 / 255)));
  });

  test("is decided by seed, epoch and index", () => {
    const change = { shift: 0.2, rotate: 20, scale: 0.2, noise: 0.1, flip: true };
    const at = (seed: number, epoch: number, index: number) => augment(image, change, augmentationKey(seed, epoch, index));
    expect(at(1, 2, 3)).toEqual(at(1, 2, 3));
    for (const other of [at(2, 2, 3), at(1, 3, 3), at(1, 2, 4)]) expect(other).not.toEqual(at(1, 2, 3));
  });

  test("a shift of 20 % moves a dot by at most 20 % of the side, evenly in all directions, and keeps its mass", () => {
    const moved = keys.map((key) => moments(augment(dot, { shift: 0.2 }, key)));
    for (const { mass, x, y } of moved) {
      expect(mass).toBeCloseTo(1, 5);
      expect(Math.max(Math.abs(x - 4), Math.abs(y - 4))).toBeLessThanOrEqual(1.8 + 1e-6);
    }
    const meanX = moved.reduce((sum, { x }) => sum + x - 4, 0) / moved.length;
    // Standard error of 400 uniform draws in ±1.8: 1.8/√3/20 ≈ 0.05.
    expect(Math.abs(meanX)).toBeLessThan(0.2);
    expect(Math.max(...moved.map(({ x }) => x))).toBeGreaterThan(5.5);
  });

  test("a turn of 90° is a quarter turn of the pixels when the draw is at its end", () => {
    // The angle is 90° times a draw in [−1, 1); the key whose draw is nearest to the end turns almost exactly by 90°.
    const many = Array.from({ length: 20_000 }, (_, index) => augmentationKey(9, 0, index));
    const off = new Float32Array(81).with(4 * 9 + 7, 1); // three to the right of the middle
    const turned = many.map((key) => moments(augment(off, { rotate: 90 }, key))).reduce((best, m) => (m.y > best.y ? m : best));
    expect(turned.x).toBeCloseTo(4, 1);
    expect(turned.y).toBeCloseTo(7, 2);
  });

  test("a turn and a resize keep the middle where it is", () => {
    for (const key of keys) {
      const { x, y } = moments(augment(dot, { rotate: 45, scale: 0.4 }, key));
      expect([x, y]).toEqual([expect.closeTo(4, 5), expect.closeTo(4, 5)]);
    }
  });

  test("resizing by up to 20 % changes the area of a block accordingly", () => {
    const block = Float32Array.from({ length: 400 }, (_, i) => (Math.abs((i % 20) - 9.5) < 4 && Math.abs(Math.floor(i / 20) - 9.5) < 4 ? 1 : 0));
    const areas = keys.map((key) => moments(augment(block, { scale: 0.2 }, key, [20, 20, 1]), 20).mass);
    expect(Math.min(...areas)).toBeGreaterThan(64 * 0.8 ** 2 * 0.9);
    expect(Math.max(...areas)).toBeLessThan(64 * 1.2 ** 2 * 1.1);
    expect(Math.max(...areas) - Math.min(...areas)).toBeGreaterThan(40);
  });

  test("mirroring swaps left and right in about half of the images", () => {
    const mirrored = Float32Array.from(image, (_, i) => image[Math.floor(i / 9) * 9 + 8 - (i % 9)] ?? 0);
    const results = keys.map((key) => Buffer.from(augment(image, { flip: true }, key).buffer));
    const [same, swapped] = [image, mirrored].map((expected) => results.filter((result) => result.equals(Buffer.from(expected.buffer))).length);
    expect((same ?? 0) + (swapped ?? 0)).toBe(keys.length);
    expect(Math.abs((swapped ?? 0) - 200)).toBeLessThan(50);
  });

  test("noise has its deviation and stays between 0 and 1", () => {
    const grey = new Float32Array(28 * 28).fill(0.5);
    const noisy = augment(grey, { noise: 0.1 }, 3, [28, 28, 1]);
    const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / noisy.length);
    expect(Math.abs(deviation - 0.1)).toBeLessThan(0.01);
    const strong = augment(grey, { noise: 2 }, 3, [28, 28, 1]);
    expect([Math.min(...strong), Math.max(...strong)]).toEqual([0, 1]);
  });

  test("channels move together", () => {
    const colours = new Float32Array(9 * 9 * 3).fill(0);
    [0.2, 0.5, 1].forEach((value, c) => (colours[40 * 3 + c] = value));
    const moved = augment(colours, { shift: 0.2, rotate: 30 }, 8, [9, 9, 3]);
    for (let p = 0; p < 81; p++) expect(moved[3 * p]).toBeCloseTo(0.2 * (moved[3 * p + 2] ?? 0), 6);
  });
});
