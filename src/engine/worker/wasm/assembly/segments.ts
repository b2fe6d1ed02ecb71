/** Rows added up by number: the gradient of gathering rows. */

/** `x` [rows, width], `ids` int32 [rows] → `sums` [segments, width]. As in TensorFlow, rows with a number outside the range are dropped. */
export function sumSegments(x: usize, ids: usize, sums: usize, rows: i32, width: i32, segments: i32): void {
  const rowBytes = (<usize>width) << 2;
  memory.fill(sums, 0, <usize>segments * rowBytes);
  for (let row = 0; row < rows; row++, x += rowBytes, ids += 4) {
    const id = load<i32>(ids);
    if (id < 0 || id >= segments) continue;
    const to = sums + <usize>id * rowBytes;
    let at: usize = 0;
    for (const end = (<usize>(width & ~3)) << 2; at < end; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(x + at)));
    for (; at < rowBytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(x + at));
  }
}
