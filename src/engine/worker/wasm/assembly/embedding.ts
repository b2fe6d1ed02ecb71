/** Rows of a table by their numbers, which come as whole numbers in float32; and the way back. */

/** A number that is no row of the table means the unknown token: row 1, where there is one. */
function rowOf(id: f32, tableRows: i32): usize {
  if (id >= 0 && id < <f32>tableRows) return <usize>(<i32>id);
  return tableRows > 1 ? 1 : 0;
}

/** `ids` [count], `table` [tableRows, width] → `y` [count, width]. */
export function embed(ids: usize, table: usize, y: usize, count: i32, width: i32, tableRows: i32): void {
  const rowBytes = (<usize>width) << 2;
  for (let i = 0; i < count; i++, ids += 4, y += rowBytes) memory.copy(y, table + rowOf(load<f32>(ids), tableRows) * rowBytes, rowBytes);
}

/** `dy` [count, width] → `gradient` [tableRows, width]: rows that were taken get the sum over all places where they were. */
export function embedBack(dy: usize, ids: usize, gradient: usize, count: i32, width: i32, tableRows: i32): void {
  const rowBytes = (<usize>width) << 2;
  memory.fill(gradient, 0, <usize>tableRows * rowBytes);
  for (let i = 0; i < count; i++, ids += 4, dy += rowBytes) {
    const to = gradient + rowOf(load<f32>(ids), tableRows) * rowBytes;
    let at: usize = 0;
    for (const end = (<usize>(width & ~3)) << 2; at < end; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(dy + at)));
    for (; at < rowBytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(dy + at));
  }
}
