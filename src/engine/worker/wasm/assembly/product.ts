/** Matrix products in all four transpositions, with bias and limits. */
import { multiplyColumns, multiplyRows, openWork } from "./blocks";
import { accumulate, finish, replace } from "./ending";
import { packPanels, packSixes, packTransposed } from "./panels";
import { rowProduct } from "./row-product";
import { blockDepth, blockRows, fillTable, fromAt, headBytes, outAt, panelsBytes, partOf } from "./work";

/** Most columns whose panels are kept at a time. */
const blockColumns: i32 = 1024;

/** Bytes of `work` that `product` needs. */
export function productBytes(n: i32, k: i32): usize {
  const depth = partOf(k, blockDepth);
  return headBytes + panelsBytes(depth, min(n, blockColumns)) + <usize>(4 * blockRows * depth);
}

/**
 * `a` [m, k] or, transposed, [k, m]; `b` [k, n] or, transposed, [n, k] → `c` [m, n], plus `bias` [n] (0 for none), between `low` and `high`.
 * Sums run over up to 448 terms before they are added to those before.
 */
export function product(
  a: usize,
  b: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  isTransposedA: bool,
  isTransposedB: bool,
  bias: usize,
  low: f32,
  high: f32,
  work: usize,
): void {
  if (m === 1 && !isTransposedA && !isTransposedB) return rowProduct(a, b, c, n, k, partOf(k, blockDepth), bias, low, high, work + headBytes);
  openWork(work);
  const last = bias === 0 && low === -Infinity && high === Infinity ? replace : finish;
  const depthMost = partOf(k, blockDepth);
  const panels = work + headBytes;
  const packed = panels + panelsBytes(depthMost, min(n, blockColumns));
  for (let column = 0; column < n; column += blockColumns) {
    const columns = min(blockColumns, n - column);
    const ownBias = bias === 0 ? 0 : bias + ((<usize>column) << 2);
    for (let first = 0; first < k; first += depthMost) {
      const depth = min(depthMost, k - first);
      if (isTransposedB) packTransposed(b + at(column, k, first), (<usize>k) << 2, depth, columns, panels);
      else packPanels(b + at(first, n, column), (<usize>n) << 2, depth, columns, panels);
      const how = (first > 0 ? accumulate : replace) | (first + depth === k ? last : replace);
      for (let row = 0; row < m; row += blockRows) {
        const rows = min(blockRows, m - row);
        fillTable(work + outAt, c + at(row, n, column), (<usize>n) << 2, rows);
        if (isTransposedA) {
          packSixes(a + at(first, m, row), (<usize>m) << 2, depth, rows, packed);
          fillTable(work + fromAt, packed, 24, depth);
          multiplyColumns(work, work + fromAt, depth, 0, <usize>depth * 24, false, rows, panels, columns, how, low, high, ownBias);
        } else {
          fillTable(work + fromAt, a + at(row, k, first), (<usize>k) << 2, rows);
          repeatLast(work + fromAt, rows);
          multiplyRows(work, rows, 0, depth, panels, (<usize>depth) << 5, 0, columns, how, low, high, ownBias);
        }
      }
    }
  }
}

/** Bytes from the start of a matrix with `width` columns. */
function at(row: i32, width: i32, column: i32): usize {
  return (<usize>row * <usize>width + <usize>column) << 2;
}

/** Fills a table of addresses up to a multiple of six: a tile reads six rows, whether or not all count. */
export function repeatLast(table: usize, count: i32): void {
  const last = load<u32>(table + ((<usize>(count - 1)) << 2));
  for (let i = count; i % 6 !== 0; i++) store<u32>(table + ((<usize>i) << 2), last);
}
