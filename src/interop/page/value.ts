/** What flows through a network in an exported page: one example at a time, in plain arrays. */

export interface Value {
  /** Without the batch axis: [28, 28, 1]. */
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
}

export const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
export const zeros = (shape: readonly number[]): Value => ({ shape, data: new Float32Array(sizeOf(shape)) });

/** Rows of the last axis: [rows, columns]. */
export function rowsOf({ shape, data }: Value): { readonly rows: number; readonly columns: number } {
  const columns = shape.at(-1) ?? 1;
  return { rows: data.length / columns, columns };
}

/** `x` [rows, in] times `kernel` [in, out], plus `bias` [out]; summed in double precision. */
export function product(x: Float32Array, kernel: Float32Array, out: number, bias?: Float32Array): Float32Array {
  const width = kernel.length / out;
  const rows = x.length / width;
  const y = new Float32Array(rows * out);
  const sums = new Float64Array(out);
  for (let row = 0; row < rows; row++) {
    if (bias) sums.set(bias);
    else sums.fill(0);
    for (let i = 0; i < width; i++) addScaled(sums, kernel, i * out, x[row * width + i] ?? 0);
    y.set(sums, row * out);
  }
  return y;
}

/** sums += factor × values[from …]. */
export function addScaled(sums: Float64Array, values: Float32Array, from: number, factor: number): void {
  if (factor === 0) return;
  for (let o = 0; o < sums.length; o++) sums[o] = (sums[o] as number) + factor * (values[from + o] as number);
}
