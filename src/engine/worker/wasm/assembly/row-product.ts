/** One row times a matrix. Packing the matrix would cost more than the product: it is read once, as it lies. */
import { madd } from "./madd";

/**
 * `a` [k], `b` [k, n] → `c` [n], plus `bias` [n] (0 for none), between `low` and `high`. Terms are added in the order of `product`,
 * `depth` of them before they go to those before; `part`: room for n floats where k is more than that.
 */
export function rowProduct(a: usize, b: usize, c: usize, n: i32, k: i32, depth: i32, bias: usize, low: f32, high: f32, part: usize): void {
  const row = (<usize>n) << 2;
  for (let first = 0; first < k; first += depth) {
    const to = first === 0 ? c : part;
    addTerms(a + ((<usize>first) << 2), b + <usize>first * row, to, n, min(depth, k - first));
    if (first > 0) addRow(part, c, n);
  }
  if (bias === 0 && low === -Infinity && high === Infinity) return;
  for (let at: usize = 0; at < row; at += 4) {
    let value = load<f32>(c + at);
    if (bias !== 0) value += load<f32>(bias + at);
    if (value < low) value = low;
    if (high < value) value = high;
    store<f32>(c + at, value);
  }
}

function addTerms(a: usize, b: usize, c: usize, n: i32, k: i32): void {
  const row = (<usize>n) << 2;
  const whole = (<usize>(n & ~3)) << 2;
  memory.fill(c, 0, row);
  let i = 0;
  // Four terms at a time, so that the sums are loaded and stored less often.
  for (; i + 4 <= k; i += 4, a += 16, b += row << 2) {
    const a0 = v128.load32_splat(a);
    const a1 = v128.load32_splat(a, 4);
    const a2 = v128.load32_splat(a, 8);
    const a3 = v128.load32_splat(a, 12);
    const b1 = b + row;
    const b2 = b1 + row;
    const b3 = b2 + row;
    for (let at: usize = 0; at < whole; at += 16) {
      let sum = madd(a0, v128.load(b + at), v128.load(c + at));
      sum = madd(a1, v128.load(b1 + at), sum);
      sum = madd(a2, v128.load(b2 + at), sum);
      v128.store(c + at, madd(a3, v128.load(b3 + at), sum));
    }
    for (let at = whole; at < row; at += 4) {
      let sum = load<f32>(c + at) + load<f32>(a) * load<f32>(b + at);
      sum += load<f32>(a, 4) * load<f32>(b1 + at);
      sum += load<f32>(a, 8) * load<f32>(b2 + at);
      store<f32>(c + at, sum + load<f32>(a, 12) * load<f32>(b3 + at));
    }
  }
  for (; i < k; i++, a += 4, b += row) {
    const x = v128.load32_splat(a);
    for (let at: usize = 0; at < whole; at += 16) v128.store(c + at, madd(x, v128.load(b + at), v128.load(c + at)));
    for (let at = whole; at < row; at += 4) store<f32>(c + at, load<f32>(c + at) + load<f32>(a) * load<f32>(b + at));
  }
}

function addRow(from: usize, to: usize, n: i32): void {
  for (let at: usize = 0, end = (<usize>n) << 2; at < end; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
}
