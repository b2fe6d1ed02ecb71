/** Pictures of weights show the weights that they say. */
import { expect, test } from "vitest";
import { kernelSheet, symmetricLimit, thinnedMatrix } from "@/features/inspector/weight-picture";
import { createRamp } from "@/viz/ramps";

test("a small matrix is shown whole, one row per unit", () => {
  // Two inputs, three units.
  const matrix = thinnedMatrix(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3);
  expect(matrix).toMatchObject({ rows: 3, columns: 2, block: 1 });
  expect([...matrix.values]).toEqual([1, 4, 2, 5, 3, 6]);
});

test("a large matrix is averaged in blocks, and no weight is lost or counted twice", () => {
  const inputs = 784;
  const units = 130;
  const data = Float32Array.from({ length: inputs * units }, (_, i) => (i % 7) - 3);
  const { values, rows, columns, block } = thinnedMatrix(data, inputs, units);
  expect(rows).toBeLessThanOrEqual(64);
  expect(columns).toBeLessThanOrEqual(128);
  expect(block).toBe(3 * 7);
  const constant = thinnedMatrix(new Float32Array(inputs * units).fill(0.5), inputs, units);
  expect(constant.values.every((value) => Math.abs(value - 0.5) < 1e-6)).toBe(true);
  expect(values[0]).toBeCloseTo(blockMean(data, units, 7, 3), 5);
});

function blockMean(data: Float32Array, units: number, inputs: number, rows: number): number {
  let sum = 0;
  for (let i = 0; i < inputs; i++) for (let u = 0; u < rows; u++) sum += data[i * units + u] ?? 0;
  return sum / (inputs * rows);
}

test("a kernel sheet has one tile per filter, coloured by the chosen input channel", () => {
  const ramp = createRamp(["#000000", "#808080", "#ffffff"]);
  // 1 × 1 kernels, 2 channels, 2 filters: [channel][filter].
  const sheet = kernelSheet(Float32Array.of(-1, 1, 1, -1), [1, 1, 2, 2], 0, ramp, 1);
  const other = kernelSheet(Float32Array.of(-1, 1, 1, -1), [1, 1, 2, 2], 1, ramp, 1);
  const last = (sheet.columns - 1) * 4;
  expect([sheet.rgba[0], sheet.rgba[last]]).toEqual([0, 255]);
  expect([other.rgba[0], other.rgba[last]]).toEqual([255, 0]);
});

test("the scale is symmetric, leaves out the rarest giants, and is never zero", () => {
  const values = new Float32Array(1000).fill(-0.5);
  values[7] = 900;
  expect(symmetricLimit(values)).toBeCloseTo(0.5, 5);
  expect(symmetricLimit(new Float32Array(4))).toBe(1);
});
