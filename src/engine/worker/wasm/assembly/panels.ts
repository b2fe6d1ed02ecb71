/** Weights laid out as tiles read them: panels of eight columns, row after row. Missing columns are zero. */

/** `from` [rows, columns], `rowBytes` from row to row. */
export function packPanels(from: usize, rowBytes: usize, rows: i32, columns: i32, panels: usize): void {
  for (let column = 0; column < columns; column += 8) {
    let at = from + ((<usize>column) << 2);
    const count = min(8, columns - column);
    for (let row = 0; row < rows; row++, at += rowBytes, panels += 32) {
      if (count === 8) {
        v128.store(panels, v128.load(at));
        v128.store(panels, v128.load(at, 16), 16);
      } else {
        memory.fill(panels, 0, 32);
        for (let i = 0; i < count; i++) store<f32>(panels + ((<usize>i) << 2), load<f32>(at + ((<usize>i) << 2)));
      }
    }
  }
}

/** `from` [columns, rows], `rowBytes` from column to column of the panels. */
export function packTransposed(from: usize, rowBytes: usize, rows: i32, columns: i32, panels: usize): void {
  for (let column = 0; column < columns; column += 8, panels += (<usize>rows) << 5) {
    const at = from + <usize>column * rowBytes;
    const count = min(8, columns - column);
    let row = 0;
    if (count === 8) {
      for (; row + 4 <= rows; row += 4) {
        const source = at + ((<usize>row) << 2);
        const to = panels + ((<usize>row) << 5);
        transpose4(source, rowBytes, to);
        transpose4(source + (rowBytes << 2), rowBytes, to + 16);
      }
    } else {
      memory.fill(panels, 0, (<usize>rows) << 5);
    }
    for (; row < rows; row++) {
      const to = panels + ((<usize>row) << 5);
      for (let i = 0; i < count; i++) store<f32>(to + ((<usize>i) << 2), load<f32>(at + <usize>i * rowBytes + ((<usize>row) << 2)));
    }
  }
}

/** Four floats of each of four rows, to four rows 32 bytes apart. */
function transpose4(from: usize, rowBytes: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + rowBytes);
  const c = v128.load(from + 2 * rowBytes);
  const d = v128.load(from + 3 * rowBytes);
  const lowAb = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const lowCd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const highAb = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const highCd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(highAb, highCd, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(highAb, highCd, 2, 3, 6, 7), 96);
}

/** Columns of `from` [rows, columns] as panels of six, for `columnsTile`: `count` of them from `column` on. */
export function packSixes(from: usize, rowBytes: usize, rows: i32, count: i32, packed: usize): void {
  for (let column = 0; column < count; column += 6) {
    let at = from + ((<usize>column) << 2);
    const here = min(6, count - column);
    for (let row = 0; row < rows; row++, at += rowBytes, packed += 24) {
      if (here === 6) {
        v128.store(packed, v128.load(at));
        store<u64>(packed, load<u64>(at, 16), 16);
      } else {
        memory.fill(packed, 0, 24);
        for (let i = 0; i < here; i++) store<f32>(packed + ((<usize>i) << 2), load<f32>(at + ((<usize>i) << 2)));
      }
    }
  }
}
