/** How kernels on WebGPU go over a matrix: a workgroup per row or per column, and its threads along it. */

export const groupSizeFor = (length: number) => (length <= 128 ? 64 : 256);

/** Loops of one workgroup over column `n` of [rows, channels]; `r` is the row. */
export const alongColumn = (rows: number, channels: number, size: number, each: string) =>
  `for (var r = local; r < ${rows}u; r += ${size}u) { let at = r * ${channels}u + n; ${each} }`;
/** And over row `n`; `c` is the channel. */
export const alongRow = (channels: number, size: number, each: string) =>
  `for (var c = local; c < ${channels}u; c += ${size}u) { let at = n * ${channels}u + c; ${each} }`;
