import { describe, expect, test } from "vitest";
import { channelPlane, channelVariance, imageMap, liveliestChannels, pixelMap, tileLayout, tileSheet } from "@/viz/pixels";
import { createRamp, rampRgb, rgbFromHex, textOn } from "@/viz/ramps";

const grey = createRamp(["#000000", "#ffffff"]);
const red = (map: { rgba: Uint8ClampedArray }) => [...map.rgba].filter((_, i) => i % 4 === 0);

describe("ramps", () => {
  test("a ramp starts and ends on its own colours and passes through the middle one", () => {
    const ramp = createRamp(["#ff0000", "#00ff00", "#0000ff"]);
    expect([rampRgb(ramp, 0), rampRgb(ramp, 1), rampRgb(ramp, -3)]).toEqual([
      [255, 0, 0],
      [0, 0, 255],
      [255, 0, 0],
    ]);
    expect(rampRgb(ramp, 0.5)[1]).toBeGreaterThan(250);
  });
  test("short and long hex colours read alike", () => {
    expect(rgbFromHex("#fff")).toEqual([255, 255, 255]);
    expect(rgbFromHex("#12181a")).toEqual([18, 24, 26]);
  });
  test("text turns light on dark colours", () => {
    expect([textOn([255, 255, 255]), textOn([20, 41, 69])]).toEqual(["#12181a", "#ffffff"]);
  });
});

describe("pixel maps", () => {
  test("values between low and high take colours between the ends, and clamp beyond", () => {
    expect(red(pixelMap([-1, 0, 0.5, 1, 9], 5, 1, grey, [0, 1]))).toEqual([0, 0, 128, 255, 255]);
  });
  test("a diverging scale puts zero in the middle", () => {
    expect(red(pixelMap([-2, 0, 2], 3, 1, grey, [-2, 2]))).toEqual([0, 128, 255]);
  });
  test("what is not a number stays transparent", () => {
    expect([...pixelMap([Number.NaN], 1, 1, grey, [0, 1]).rgba]).toEqual([0, 0, 0, 0]);
  });
  test("a map of equal values does not divide by zero", () => {
    expect(red(pixelMap([3, 3], 2, 1, grey, [3, 3]))).toEqual([0, 0]);
  });
  test("three channels are shown as the colours they are", () => {
    expect([...imageMap([1, 0.5, 0], [1, 1, 3], grey).rgba]).toEqual([255, 128, 0, 255]);
  });
});

describe("tiles", () => {
  test("tiles go row by row with gaps between only", () => {
    const layout = tileLayout(5, 4, 10, 8, 2);
    expect([layout.columns, layout.rows, layout.width, layout.height]).toEqual([4, 2, 46, 18]);
    expect([layout.origin(0), layout.origin(3), layout.origin(4)]).toEqual([
      [0, 0],
      [36, 0],
      [0, 10],
    ]);
  });
  test("a sheet repeats each pixel zoom-fold and leaves the gap clear", () => {
    const tile = pixelMap([0, 1], 2, 1, grey, [0, 1]);
    const sheet = tileSheet([tile, tile], 2, 2, 1);
    expect([sheet.columns, sheet.rows]).toEqual([9, 2]);
    expect(red(sheet).slice(0, 9)).toEqual([0, 0, 255, 255, 0, 0, 0, 255, 255]);
    expect(sheet.rgba[4 * 4 + 3]).toBe(0);
  });
  test("the liveliest channels are those that vary most, in their own order", () => {
    const data = Float32Array.from([5, 0, 1, 5, 9, 2, 5, 0, 1, 5, 9, 2]);
    expect(liveliestChannels(channelVariance(data, 4, 3), 2)).toEqual([1, 2]);
  });
  test("channels that are shown stay while they are lively enough", () => {
    const variance = Float64Array.of(9, 8, 7, 6, 1, 0);
    expect(liveliestChannels(variance, 2, [2, 3])).toEqual([2, 3]);
    expect(liveliestChannels(variance, 2, [3, 4])).toEqual([0, 3]);
    expect(liveliestChannels(variance, 3, [5])).toEqual([0, 1, 2]);
  });
  test("a plane takes one channel out of the block", () => {
    expect([...channelPlane(Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]), 2, 2, 2, 1)]).toEqual([2, 4, 6, 8]);
  });
});
