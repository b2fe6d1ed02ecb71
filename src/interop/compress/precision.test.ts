import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "@/base/rng";
import { halfBits, valueOfHalf } from "@/interop/compress/float16";
import { eightBits, areHalves, roundedTo, weightBytes } from "@/interop/compress/precision";
import type { NetworkDocument } from "@/network/document";
import { addLayer, connect } from "@/network/edit";
import { transposed } from "@/interop/export/arrange";

const none: NetworkDocument = { nodes: [], edges: [] };
const drawn = (name: string, shape: readonly number[], seed = 1) => {
  const rng = createRng(seed);
  return { name, shape, data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => rng.normal()) };
};

describe("halves", () => {
  test("every one of the 65,536 is its own nearest", () => {
    const all = Array.from({ length: 65_536 }, (_, half) => half).filter((half) => !Number.isNaN(valueOfHalf(half)));
    expect(all).toHaveLength(65_536 - 2 * 1023);
    expect(all.filter((half) => halfBits(valueOfHalf(half)) !== half)).toEqual([]);
  });

  test("as NumPy rounds: halfway to even, over the largest to infinity, tiny ones to steps of 2⁻²⁴", () => {
    // numpy.array(…, "float16").view("uint16")
    const values = [1, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 65_504, 65_519.99, 65_520, 2 ** -25, 1.5 * 2 ** -24, 2 ** -26 * 3, -0.1, 1e-5];
    expect(values.map(halfBits)).toEqual([0x3c00, 0x3c00, 0x3c02, 0x7bff, 0x7bff, 0x7c00, 0, 2, 1, 0xae66, 0x00a8]);
  });

  test("are off by at most 2⁻¹¹ of a normal value", () => {
    const off = fc.property(fc.double({ min: 2 ** -14, max: 65_504, noNaN: true }), (value) => {
      const float = Math.fround(value);
      return Math.abs(valueOfHalf(halfBits(float)) - float) <= float * 2 ** -11;
    });
    expect(fc.check(off)).toMatchObject({ failed: false });
  });
});

describe("eight bits", () => {
  test("are off by at most half a step of their channel, and zero stays zero", () => {
    const before = drawn("dense/kernel", [20, 6]);
    before.data[7] = 0;
    const [after] = roundedTo("int8", [before], none);
    for (let channel = 0; channel < 6; channel++) {
      const rows = Array.from({ length: 20 }, (_, row) => row * 6 + channel);
      const step = Math.max(...rows.map((i) => Math.abs(before.data[i]!))) / 127;
      for (const i of rows) expect(Math.abs(after!.data[i]! - before.data[i]!)).toBeLessThanOrEqual(step * 0.5001);
    }
    expect(after!.data[7]).toBe(0);
  });

  test("are found again wherever the axes have gone, and give the same values", () => {
    for (const [name, shape, order] of [
      ["conv2d/kernel", [3, 3, 4, 5], [3, 2, 0, 1]],
      ["dense/kernel", [30, 7], [1, 0]],
      ["separable_conv2d/depthwiseKernel", [5, 5, 6, 1], [2, 3, 0, 1]],
    ] as const) {
      const [rounded] = roundedTo("int8", [drawn(name, shape)], none);
      const turned = transposed(rounded!, order);
      const packed = eightBits(turned)!;
      const inner = turned.shape.slice(packed.axis + 1).reduce((product, size) => product * size, 1);
      const unpacked = Float32Array.from(packed.values, (value, i) => value * packed.scales[Math.floor(i / inner) % packed.scales.length]!);
      const largest = Math.max(...turned.data.map(Math.abs));
      unpacked.forEach((value, i) => expect(Math.abs(value - turned.data[i]!)).toBeLessThan(1e-6 * largest));
    }
  });

  test("are not found in values that were never rounded", () => {
    expect(eightBits(drawn("dense/kernel", [30, 7]))).toBeUndefined();
    expect(areHalves(drawn("dense/kernel", [30, 7]).data)).toBe(false);
  });
});

test("what stands once per channel is left alone, and bytes are counted with the scales", () => {
  const input = addLayer(none, "Input", { config: { shape: [10] } });
  const dense = addLayer(input.network, "Dense", { config: { units: 4 } });
  const network = connect(dense.network, input.id, dense.id);
  const weights = [drawn("dense/kernel", [10, 4]), drawn("dense/bias", [4]), drawn("attention/queryBias", [2, 2])];
  for (const precision of ["float16", "int8"] as const) {
    const [kernel, ...biases] = roundedTo(precision, weights, network);
    expect(kernel!.data).not.toEqual(weights[0]!.data);
    biases.forEach((bias, i) => expect(bias).toBe(weights[i + 1]));
  }
  expect(areHalves(roundedTo("float16", weights, network)[0]!.data)).toBe(true);
  expect((["float32", "float16", "int8"] as const).map((precision) => weightBytes(precision, network))).toEqual([176, 96, 72]);
});
