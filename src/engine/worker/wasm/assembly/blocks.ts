/** A block of up to 48 rows times all columns, tile by tile. The head of `work` says where the rows are and where they go. */
import { columnsTile } from "./columns-tile";
import { accumulate, emitRows, finish, replace, setEnding } from "./ending";
import { patchesTile } from "./patches-tile";
import { rowsTile } from "./rows-tile";
import { fillTable, fromAt, outAt, tileAt, tileTableAt } from "./work";

/** Prepares the head: tiles that are not simply stored are computed in a place of their own. */
export function openWork(work: usize): void {
  fillTable(work + tileTableAt, work + tileAt, 32, 6);
}

/**
 * Rows: `fromAt` holds their addresses, up to a multiple of six; `offsets` as for `patchesTile`, or 0 when the rows are dense.
 * `outAt`: where results go, `target` bytes after that. `panels` of eight columns are `panelBytes` apart.
 * How the sums end: see ending.ts; `bias` is that of the first column, or 0 for none.
 */
export function multiplyRows(
  work: usize,
  count: i32,
  offsets: usize,
  depth: i32,
  panels: usize,
  panelBytes: usize,
  target: usize,
  columns: i32,
  how: i32,
  low: f32,
  high: f32,
  bias: usize,
): void {
  for (let column = 0; column < columns; column += 8, panels += panelBytes, target += 32) {
    setEnding(work, how, low, high, bias === 0 ? 0 : bias + ((<usize>column) << 2));
    const columnsHere = min(8, columns - column);
    for (let row = 0; row < count; row += 6) {
      const from = work + fromAt + ((<usize>row) << 2);
      const out = work + outAt + ((<usize>row) << 2);
      const rowsHere = min(6, count - row);
      const isStored = how === replace && columnsHere === 8 && rowsHere === 6;
      const tileOut = isStored ? out : work + tileTableAt;
      const tileTarget = isStored ? target : 0;
      if (offsets === 0) rowsTile(from, depth, panels, tileOut, tileTarget);
      else patchesTile(from, offsets, depth, panels, tileOut, tileTarget);
      if (!isStored) emitTile(work, 0, rowsHere, columnsHere, out, target);
    }
  }
}

/**
 * Columns: `table` holds the addresses of `rows` rows. Tiles of six columns start at `shift`, `tileBytes` apart.
 * `isDense`: the columns lie side by side, and a last tile that is not full starts earlier, so as to read nothing beyond.
 */
export function multiplyColumns(
  work: usize,
  table: usize,
  rows: i32,
  shift: usize,
  tileBytes: usize,
  isDense: bool,
  count: i32,
  panels: usize,
  columns: i32,
  how: i32,
  low: f32,
  high: f32,
  bias: usize,
): void {
  for (let column = 0; column < columns; column += 8, panels += (<usize>rows) << 5) {
    setEnding(work, how, low, high, bias === 0 ? 0 : bias + ((<usize>column) << 2));
    const columnsHere = min(8, columns - column);
    const target = (<usize>column) << 2;
    let tile = shift;
    for (let row = 0; row < count; row += 6, tile += tileBytes) {
      const out = work + outAt + ((<usize>row) << 2);
      const rowsHere = min(6, count - row);
      if (how === replace && columnsHere === 8 && rowsHere === 6) {
        columnsTile(table, tile, rows, panels, out, target);
      } else {
        const skipped = isDense ? 6 - rowsHere : 0;
        columnsTile(table, tile - ((<usize>skipped) << 2), rows, panels, work + tileTableAt, 0);
        emitTile(work, skipped, rowsHere, columnsHere, out, target);
      }
    }
  }
}

/** Takes rows of the tile that was computed aside to where they belong. */
function emitTile(work: usize, first: i32, rows: i32, columns: i32, out: usize, target: usize): void {
  const from = work + tileAt + ((<usize>first) << 5);
  if (columns === 8) return emitRows(from, rows, out, target, work);
  for (let row = 0; row < rows; row++) emitFew(from + ((<usize>row) << 5), target + <usize>load<u32>(out + ((<usize>row) << 2)), columns, work);
}

/** What `emitRows` does with a row, for fewer than eight columns. */
function emitFew(from: usize, to: usize, columns: i32, ending: usize): void {
  const how = load<i32>(ending);
  const low = load<f32>(ending, 4);
  const high = load<f32>(ending, 8);
  const bias = <usize>load<u32>(ending, 12);
  for (let column: usize = 0; column < (<usize>columns) << 2; column += 4) {
    let value = load<f32>(from + column);
    if ((how & accumulate) !== 0) value += load<f32>(to + column);
    if ((how & finish) !== 0) {
      if (bias !== 0) value += load<f32>(bias + column);
      if (value < low) value = low;
      if (high < value) value = high;
    }
    store<f32>(to + column, value);
  }
}
