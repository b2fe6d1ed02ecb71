/** Sums over the rows of a matrix. */

/** How many rows are added in single precision before their sum goes to the double-precision one. */
export const block: i32 = 16;

/** `x` [rows, width] → `sums` [width]. `exact`: room for `width` doubles, in which tens of thousands of terms lose no digits. */
export function sumRows(x: usize, sums: usize, exact: usize, rows: i32, width: i32): void {
  memory.fill(exact, 0, (<usize>width) << 3);
  const stride = (<usize>width) << 2;
  for (let row = 0; row < rows; row += block) addBlock(x + <usize>row * stride, exact, min(block, rows - row), width);
  for (let i = 0; i < width; i++) store<f32>(sums + ((<usize>i) << 2), <f32>load<f64>(exact + ((<usize>i) << 3)));
}

export function addBlock(from: usize, exact: usize, rows: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  let i = 0;
  for (; i + 4 <= width; i += 4) {
    let at = from + ((<usize>i) << 2);
    let even = f32x4.splat(0);
    let odd = even;
    let row = 0;
    for (; row + 2 <= rows; row += 2, at += stride << 1) {
      even = f32x4.add(even, v128.load(at));
      odd = f32x4.add(odd, v128.load(at + stride));
    }
    if (row < rows) even = f32x4.add(even, v128.load(at));
    const sum = f32x4.add(even, odd);
    const to = exact + ((<usize>i) << 3);
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(sum)));
    const high = v128.shuffle<i64>(sum, sum, 1, 1);
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(high)), 16);
  }
  for (; i < width; i++) {
    let at = from + ((<usize>i) << 2);
    let sum: f32 = 0;
    for (let row = 0; row < rows; row++, at += stride) sum += load<f32>(at);
    const to = exact + ((<usize>i) << 3);
    store<f64>(to, load<f64>(to) + <f64>sum);
  }
}
