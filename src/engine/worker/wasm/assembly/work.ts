/** The room that products work in: a fixed head with tables of addresses, and behind it what each needs more. */

/** Rows of a product that are computed together, so that one panel of weights serves them all. */
export const blockRows: i32 = 48;
/** Most rows that one pass sums over: panels of this depth stay in the first-level cache. */
export const blockDepth: i32 = 448;

/** Where things stand in the head, in bytes. */
export const tileAt: usize = 32;
export const tileTableAt: usize = tileAt + 6 * 32;
export const outAt: usize = 256;
export const fromAt: usize = outAt + 4 * blockRows;
export const headBytes: usize = (fromAt + 4 * blockDepth + 63) & ~63;

/** Bytes of `rows` × `columns` weights as panels of eight columns. */
export function panelsBytes(rows: i32, columns: i32): usize {
  return <usize>rows * <usize>((columns + 7) & ~7) * 4;
}

/** Parts of equal size, none larger than `most`. */
export function partOf(size: i32, most: i32): i32 {
  const parts = (size + most - 1) / most;
  return (size + parts - 1) / parts;
}

/** The addresses of `count` things that stand `step` bytes apart. */
export function fillTable(table: usize, first: usize, step: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<u32>(table + ((<usize>i) << 2), <u32>(first + <usize>i * step));
}
