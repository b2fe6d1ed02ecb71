/** Weights as pictures: which planes of a tensor are worth looking at, and between which values they are coloured. */
import { quantile } from "@/analysis/statistics";

/** A set of planes of equal size; `channels` > 1 means that each filter has one plane per incoming channel. */
export interface KernelPictures {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  readonly channels: number;
  /** Plane of filter `i`, channel `c`: [rows, columns]. */
  plane(i: number, c: number): Float32Array;
}

/**
 * `kind` names the layout of `shape`: Conv2D [h, w, in, out], Conv2DTranspose [h, w, out, in], DepthwiseConv2D [h, w, in, multiplier],
 * Dense [in, out]. `source`, [h, w, c], is the picture whose flattened values enter a Dense layer, where that is so.
 */
export function kernelPictures(className: string, shape: readonly number[], data: Float32Array, source?: readonly number[]): KernelPictures | undefined {
  if (shape.length === 4) {
    const [rows = 1, columns = 1, third = 1, fourth = 1] = shape;
    const isTransposed = className === "Conv2DTranspose";
    const isDepthwise = /depthwise/i.test(className);
    const count = isTransposed ? third : isDepthwise ? third * fourth : fourth;
    const channels = isTransposed ? fourth : isDepthwise ? 1 : third;
    const offset = (i: number, c: number) => (isTransposed ? i * fourth + c : isDepthwise ? i : c * fourth + i);
    return { rows, columns, count, channels, plane: (i, c) => strided(data, offset(i, c), third * fourth, rows * columns) };
  }
  if (shape.length === 2 && source?.length === 3) {
    const [inputs = 0, units = 0] = shape;
    const [rows = 1, columns = 1, channels = 1] = source;
    if (rows * columns * channels !== inputs || rows * columns < 16 || channels !== 1) return undefined;
    return { rows, columns, count: units, channels, plane: (i) => strided(data, i, units, inputs) };
  }
  return undefined;
}

function strided(data: Float32Array, from: number, stride: number, count: number): Float32Array {
  const plane = new Float32Array(count);
  for (let i = 0; i < count; i++) plane[i] = data[from + i * stride] ?? 0;
  return plane;
}

const clipAt = 0.995;
const mostSampled = 20_000;

/** The size that 99.5 % of the values stay below, so that one stray weight does not grey out all others. */
export function clipExtent(data: Float32Array): number {
  const stride = Math.max(1, Math.floor(data.length / mostSampled));
  const sizes = new Float32Array(Math.ceil(data.length / stride));
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(data[i * stride] ?? 0);
  const extent = quantile(sizes, clipAt);
  return extent > 0 ? extent : Math.max(...sizes.subarray(0, 1000), 1e-12);
}
