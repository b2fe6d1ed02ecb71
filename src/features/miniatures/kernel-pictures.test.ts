import { describe, expect, test } from "vitest";
import { clipExtent, kernelPictures } from "@/features/miniatures/kernel-pictures";

const counted = (count: number) => Float32Array.from({ length: count }, (_, i) => i);

describe("kernels as pictures", () => {
  test("Conv2D keeps filters in the last axis: filter 1, channel 0 of a 1×2 kernel", () => {
    const pictures = kernelPictures("Conv2D", [1, 2, 2, 3], counted(12));
    expect([pictures?.count, pictures?.channels]).toEqual([3, 2]);
    expect([...(pictures?.plane(1, 0) ?? [])]).toEqual([1, 7]);
    expect([...(pictures?.plane(1, 1) ?? [])]).toEqual([4, 10]);
  });
  test("Conv2DTranspose keeps filters in the third axis", () => {
    const pictures = kernelPictures("Conv2DTranspose", [1, 1, 3, 2], counted(6));
    expect([pictures?.count, pictures?.channels, ...(pictures?.plane(2, 1) ?? [])]).toEqual([3, 2, 5]);
  });
  test("a depthwise kernel has one plane per channel and multiplier", () => {
    expect(kernelPictures("DepthwiseConv2D", [3, 3, 4, 2], counted(72))).toMatchObject({ count: 8, channels: 1 });
  });
  test("units of a Dense layer that looks at a grey image are images", () => {
    const pictures = kernelPictures("Dense", [16, 2], counted(32), [4, 4, 1]);
    expect([pictures?.rows, pictures?.count]).toEqual([4, 2]);
    expect([...(pictures?.plane(1, 0) ?? [])].slice(0, 3)).toEqual([1, 3, 5]);
  });
  test("other Dense layers have no pictures", () => {
    expect(kernelPictures("Dense", [16, 2], counted(32))).toBeUndefined();
    expect(kernelPictures("Dense", [32, 2], counted(64), [4, 4, 2])).toBeUndefined();
  });
});

describe("the colour scale", () => {
  test("one stray weight does not stretch it", () => {
    const data = Float32Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 1 : -1) * ((i % 100) / 100));
    data[7] = 500;
    expect(clipExtent(data)).toBeLessThan(1);
    expect(clipExtent(data)).toBeGreaterThan(0.95);
  });
  test("weights that are all zero still have a scale", () => {
    expect(clipExtent(new Float32Array(10))).toBeGreaterThan(0);
  });
});
