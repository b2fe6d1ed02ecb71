import { describe, expect, test } from "vitest";
import { normalizerOf } from "@/data/normalization";

const image = { kind: "image", inputShape: [1, 2, 1] } as const;
const pixels = { inputs: Uint8Array.from([0, 255, 51, 204, 255, 255]) };
const points = { kind: "point2d", inputShape: [2] } as const;
const coordinates = { inputs: Float32Array.from([-1, 10, 3, 30, 100, 100]) };
const firstTwo = Uint32Array.from([0, 1]);

describe("normalizerOf", () => {
  test("pixels keep their 0 … 1 as unit, and get their 0 … 255 back as none", () => {
    expect(normalizerOf("unit", image, pixels, firstTwo)).toEqual({ shift: [0], scale: [1] });
    expect(normalizerOf("none", image, pixels, firstTwo)).toEqual({ shift: [0], scale: [255] });
  });

  test("standard subtracts the mean and divides by the deviation of the training pixels only", () => {
    const { shift, scale } = normalizerOf("standard", image, pixels, firstTwo);
    // Training pixels are 0, 1, 0.2, 0.8: mean 0.5, variance (0.25 + 0.25 + 0.09 + 0.09) / 4.
    expect(shift[0]).toBeCloseTo(0.5, 12);
    expect(scale[0]).toBeCloseTo(1 / Math.sqrt(0.17), 10);
  });

  test("points are scaled per coordinate, by the range of the training split", () => {
    expect(normalizerOf("unit", points, coordinates, firstTwo)).toEqual({ shift: [-1, 10], scale: [1 / 4, 1 / 20] });
    expect(normalizerOf("none", points, coordinates, firstTwo)).toEqual({ shift: [0, 0], scale: [1, 1] });
  });

  test("a channel that never changes is not divided by zero", () => {
    expect(normalizerOf("standard", points, coordinates, Uint32Array.from([0])).scale).toEqual([1, 1]);
  });
});
