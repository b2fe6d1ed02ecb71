import fc from "@/base/testing/fast-check";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { centerDigit } from "@/data/center-digit";

/** A filled rectangle on an empty sheet. */
function sheet(width: number, height: number, left: number, top: number, w: number, h: number, ink = 1): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x >= left && x < left + w && y >= top && y < top + h ? ink : 0;
  });
}
function inkBox(digit: Float32Array) {
  const xs = [...digit].flatMap((value, i) => (value > 0 ? [i % 28] : []));
  const ys = [...digit].flatMap((value, i) => (value > 0 ? [Math.floor(i / 28)] : []));
  return { left: Math.min(...xs), top: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs) + 1, height: Math.max(...ys) - Math.min(...ys) + 1 };
}
function centre(digit: Float32Array): [number, number] {
  let [mass, x, y] = [0, 0, 0];
  digit.forEach((value, i) => {
    mass += value;
    x += value * (i % 28);
    y += value * Math.floor(i / 28);
  });
  return [x / mass, y / mass];
}

describe("centerDigit", () => {
  test("an empty sheet is no digit", () => {
    expect(centerDigit(new Float32Array(280 * 280), 280, 280)).toBeUndefined();
  });

  test("a tall bar becomes 20 pixels high, keeps its proportions and its blackness, and stands in the middle", () => {
    const digit = centerDigit(sheet(280, 280, 10, 20, 40, 200), 280, 280) ?? new Float32Array(0);
    expect(inkBox(digit)).toEqual({ left: 13, top: 5, width: 4, height: 20 });
    expect(Math.max(...digit)).toBeCloseTo(1, 5);
  });

  test("a small drawing is enlarged to the same size", () => {
    const small = centerDigit(sheet(280, 280, 100, 100, 10, 10), 280, 280) ?? new Float32Array(0);
    expect(inkBox(small)).toEqual({ left: 5, top: 5, width: 20, height: 20 });
  });

  test("the centre of mass, not of the box, goes to the middle", () => {
    // A heavy foot and a thin upright: the box is centred at half height, the mass far below.
    const foot = sheet(200, 200, 20, 130, 150, 40);
    const drawing = sheet(200, 200, 20, 20, 10, 150).map((value, i) => Math.max(value, foot[i] ?? 0));
    const [x, y] = centre(centerDigit(drawing, 200, 200) ?? new Float32Array(0));
    expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5);
  });

  test("wherever and however large a drawing is, the answer has one size, one place and ink between 0 and 1", () => {
    const places = fc.record({
      left: fc.integer({ min: 0, max: 60 }),
      top: fc.integer({ min: 0, max: 60 }),
      w: fc.integer({ min: 1, max: 60 }),
      h: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(places, ({ left, top, w, h }) => {
        const digit = centerDigit(sheet(120, 120, left, top, w, h), 120, 120) ?? new Float32Array(0);
        const found = inkBox(digit);
        expect(Math.max(found.width, found.height)).toBe(20);
        const [x, y] = centre(digit);
        expect(Math.max(Math.abs(x - 14), Math.abs(y - 14))).toBeLessThanOrEqual(0.5 + 1e-6);
        expect(digit.every((value) => value >= 0 && value <= 1 + 1e-6)).toBe(true);
      }),
    );
  });

  test("real MNIST digits, enlarged, moved and centred again, come back almost as they were", () => {
    const images = gunzipSync(readFileSync(new URL("../../public/datasets/mnist/test-images-0.u8.gz", import.meta.url))).subarray(0, 50 * 784);
    for (let n = 0; n < 50; n++) {
      const original = Float32Array.from(images.subarray(n * 784, n * 784 + 784), (value) => value / 255);
      const large = Float32Array.from({ length: 200 * 200 }, (_, i) => {
        const [x, y] = [Math.floor((i % 200) / 6), Math.floor(i / 200 / 6) - 2];
        return x < 28 && y >= 0 && y < 28 ? (original[y * 28 + x] ?? 0) : 0;
      });
      const again = centerDigit(large, 200, 200) ?? new Float32Array(784);
      const difference = again.reduce((sum, value, i) => sum + Math.abs(value - (original[i] ?? 0)), 0);
      const ink = original.reduce((sum, value) => sum + value, 0);
      // Edge pixels fainter than 0.05 are trimmed; the rest comes back exactly, for the enlargement is a whole number.
      expect(difference / ink).toBeLessThan(0.01);
    }
  });
});
