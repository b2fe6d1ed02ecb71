/** Attention of the newest step alone, while a text is written: keys and values of all steps are read once, as they lie. */
import { madd } from "./madd";
import { softmaxMasked } from "./softmax";
import { sumLanes } from "./vectors";

/** `q` [heads·D], `k` [keys, heads·D], `v` [keys, heads·E] → `y` [heads·E]. `scores`: room for as many floats as keys. */
export function attendNewest(q: usize, k: usize, v: usize, y: usize, scores: usize, heads: i32, keys: i32, keySize: i32, valueSize: i32, scale: f32): void {
  const keyBytes = (<usize>keySize) << 2;
  const valueBytes = (<usize>valueSize) << 2;
  for (let head = 0; head < heads; head++, q += keyBytes, k += keyBytes, v += valueBytes, y += valueBytes) {
    for (let step = 0; step < keys; step++) store<f32>(scores + ((<usize>step) << 2), dot(q, k + <usize>step * <usize>heads * keyBytes, keySize));
    softmaxMasked(scores, 0, 1, keys, false, scale);
    memory.fill(y, 0, valueBytes);
    for (let step = 0; step < keys; step++) addTimes(load<f32>(scores + ((<usize>step) << 2)), v + <usize>step * <usize>heads * valueBytes, y, valueSize);
  }
}

/** Softmax of each row, in place. */
export function softmax(x: usize, rows: i32, columns: i32): void {
  softmaxMasked(x, 0, rows, columns, false, 1);
}

function dot(a: usize, b: usize, count: i32): f32 {
  let four = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4, a += 16, b += 16) four = madd(v128.load(a), v128.load(b), four);
  let sum = sumLanes(four);
  for (; i < count; i++, a += 4, b += 4) sum += load<f32>(a) * load<f32>(b);
  return sum;
}

/** y += factor · x */
function addTimes(factor: f32, x: usize, y: usize, count: i32): void {
  const factors = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= count; i += 4, x += 16, y += 16) v128.store(y, madd(factors, v128.load(x), v128.load(y)));
  for (; i < count; i++, x += 4, y += 4) store<f32>(y, load<f32>(y) + factor * load<f32>(x));
}
