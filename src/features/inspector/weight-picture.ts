/** Weights as pixels: a kernel per filter, or a matrix thinned to the screen; orange below zero, blue above, symmetric. Pure. */
import { quantile } from "@/analysis/statistics";
import { pixelMap, tileSheet, type PixelMap } from "@/viz/pixels";
import type { Ramp } from "@/viz/ramps";

/** Colours end where all but one in two hundred values lie, so that a single large one does not pale the rest. */
const clippedShare = 0.995;
const mostRows = 64;
const mostColumns = 128;
const tilesAcross = 16;

export function symmetricLimit(values: Float32Array): number {
  return quantile(values.map(Math.abs).filter(Number.isFinite), clippedShare) || 1;
}

/** Filters of one input channel. `data` [kernel rows, kernel columns, channels, filters] as Keras keeps it. */
export function kernelSheet(data: Float32Array, shape: readonly number[], channel: number, ramp: Ramp, limit: number): PixelMap {
  const [rows = 1, columns = 1, channels = 1, filters = 1] = shape;
  const tiles = Array.from({ length: filters }, (_, filter) => {
    const values = new Float32Array(rows * columns);
    for (let i = 0; i < rows * columns; i++) values[i] = data[(i * channels + channel) * filters + filter] ?? 0;
    return pixelMap(values, columns, rows, ramp, [-limit, limit]);
  });
  return tileSheet(tiles, tilesAcross, 3, 2);
}

export interface ThinnedMatrix {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** Weights behind each pixel. */
  readonly block: number;
}

/** A matrix [inputs, units] turned so that each unit is a row; neighbours are averaged where it is larger than the screen. */
export function thinnedMatrix(data: Float32Array, inputs: number, units: number): ThinnedMatrix {
  const down = Math.ceil(units / mostRows);
  const along = Math.ceil(inputs / mostColumns);
  const rows = Math.ceil(units / down);
  const columns = Math.ceil(inputs / along);
  const values = new Float32Array(rows * columns);
  const counts = new Uint32Array(rows * columns);
  for (let input = 0; input < inputs; input++)
    for (let unit = 0; unit < units; unit++) {
      const at = Math.floor(unit / down) * columns + Math.floor(input / along);
      values[at] = (values[at] ?? 0) + (data[input * units + unit] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / (counts[i] || 1);
  return { values, rows, columns, block: down * along };
}
