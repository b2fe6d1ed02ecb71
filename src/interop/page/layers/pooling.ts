/** Pooling over windows, whole images and whole sequences. With `same` padding a window averages what it really covers. */
import { imageShape, slide, windowOf, type ImageShape } from "@/interop/page/layers/convolutions";
import type { Mask, PageLayer } from "@/interop/page/layers/page-layer";
import { rowsOf, zeros, type Value } from "@/interop/page/value";

type Pair = readonly [number, number];
interface Pool {
  readonly poolSize: Pair;
  readonly strides: Pair;
  readonly padding: "valid" | "same";
}

function pooled(x: Value, { poolSize, strides, padding }: Pool, [outHeight, outWidth, channels]: ImageShape, kind: "most" | "mean"): Value {
  const image = imageShape(x);
  const y = zeros([outHeight, outWidth, channels]);
  if (kind === "most") y.data.fill(Number.NEGATIVE_INFINITY);
  const covered = new Float64Array(outHeight * outWidth);
  slide([image[0], image[1]], [outHeight, outWidth], windowOf(image, poolSize, strides, padding), (to, _tap, from) => {
    covered[to] = (covered[to] ?? 0) + 1;
    for (let c = 0; c < channels; c++) {
      const came = x.data[from * channels + c] ?? 0;
      const at = to * channels + c;
      y.data[at] = kind === "most" ? Math.max(y.data[at] ?? 0, came) : (y.data[at] ?? 0) + came;
    }
  });
  return kind === "most" ? y : { shape: y.shape, data: y.data.map((sum, i) => sum / (covered[Math.floor(i / channels)] ?? 1)) };
}

const overImage =
  (kind: "most" | "mean"): PageLayer<"MaxPooling2D" | "AveragePooling2D"> =>
  ({ config, inputs, shape }) =>
    pooled(inputs[0], config, shape as ImageShape, kind);
export const maxPooling2d: PageLayer<"MaxPooling2D"> = overImage("most");
export const averagePooling2d: PageLayer<"AveragePooling2D"> = overImage("mean");

const overSteps =
  (kind: "most" | "mean"): PageLayer<"MaxPooling1D" | "AveragePooling1D"> =>
  ({ config: { poolSize, strides, padding }, inputs: [x], shape }) => {
    const [steps = 1, channels = 1] = shape;
    const row = { shape: [1, ...x.shape], data: x.data };
    return { shape, data: pooled(row, { poolSize: [1, poolSize], strides: [1, strides], padding }, [1, steps, channels], kind).data };
  };
export const maxPooling1d: PageLayer<"MaxPooling1D"> = overSteps("most");
export const averagePooling1d: PageLayer<"AveragePooling1D"> = overSteps("mean");

/** Of all rows of the last axis. */
export const most = ({ inputs: [x], shape }: { readonly inputs: readonly [Value, ...Value[]]; readonly shape: readonly number[] }): Value => {
  const { rows, columns } = rowsOf(x);
  const y = zeros(shape);
  y.data.set(x.data.subarray(0, columns));
  for (let i = columns; i < rows * columns; i++) y.data[i % columns] = Math.max(y.data[i % columns] ?? 0, x.data[i] ?? 0);
  return y;
};

/** Where no step counts, the mean is 0. */
export function meanOf(x: Value, shape: readonly number[], mask?: Mask): Value {
  const { rows, columns } = rowsOf(x);
  const sums = new Float64Array(columns);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (mask && mask[row] === 0) continue;
    count++;
    for (let c = 0; c < columns; c++) sums[c] = (sums[c] ?? 0) + (x.data[row * columns + c] ?? 0);
  }
  return { shape, data: Float32Array.from(sums, (sum) => sum / Math.max(1, count)) };
}
