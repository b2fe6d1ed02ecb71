/** Softmax over the rows of a matrix, in place, with what may not be seen left out; and the way back through it. */
import { exp4 } from "./exponential";
import { loadPart, storePart, sumLanes } from "./vectors";

/** `x` [rows, columns] → softmax(x · scale). Left out: columns whose `mask` (or address 0) is 0, and those right of the diagonal. A row of which nothing is left is 0. */
export function softmaxMasked(x: usize, mask: usize, rows: i32, columns: i32, isCausal: bool, scale: f32): void {
  const stride = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++, x += stride) {
    const seen = isCausal ? min(columns, row + 1) : columns;
    const largest = scaleMasked(x, mask, seen, scale);
    if (largest == -Infinity) {
      memory.fill(x, 0, stride);
      continue;
    }
    multiply(x, seen, <f32>1 / exponentials(x, seen, largest));
    memory.fill(x + ((<usize>seen) << 2), 0, (<usize>(columns - seen)) << 2);
  }
}

/** x · scale, −∞ where the mask is 0; answers the largest. */
function scaleMasked(x: usize, mask: usize, count: i32, scale: f32): f32 {
  const scales = f32x4.splat(scale);
  const never = f32x4.splat(-Infinity);
  const zero = f32x4.splat(0);
  let largest = never;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    let four = f32x4.mul(v128.load(x + at), scales);
    if (mask != 0) four = v128.bitselect(four, never, f32x4.gt(v128.load(mask + at), zero));
    v128.store(x + at, four);
    largest = f32x4.max(largest, four);
  }
  if (i < count) {
    const at = (<usize>i) << 2;
    const left = count - i;
    let four = f32x4.mul(loadPart(x + at, left, -Infinity), scales);
    if (mask != 0) four = v128.bitselect(four, never, f32x4.gt(loadPart(mask + at, left, 0), zero));
    storePart(x + at, four, left);
    largest = f32x4.max(largest, four);
  }
  const pairs = f32x4.max(largest, v128.shuffle<i64>(largest, largest, 1, 0));
  return max<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** e^(x − shift) in place; answers the sum. */
function exponentials(x: usize, count: i32, shift: f32): f32 {
  const shifts = f32x4.splat(shift);
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const power = exp4(f32x4.sub(v128.load(x + ((<usize>i) << 2)), shifts));
    v128.store(x + ((<usize>i) << 2), power);
    sum = f32x4.add(sum, power);
  }
  if (i < count) {
    const power = exp4(f32x4.sub(loadPart(x + ((<usize>i) << 2), count - i, -Infinity), shifts));
    storePart(x + ((<usize>i) << 2), power, count - i);
    sum = f32x4.add(sum, power);
  }
  return sumLanes(sum);
}

function multiply(x: usize, count: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(x + ((<usize>i) << 2), f32x4.mul(v128.load(x + ((<usize>i) << 2)), factors));
  for (; i < count; i++) store<f32>(x + ((<usize>i) << 2), load<f32>(x + ((<usize>i) << 2)) * factor);
}

/** `y` [rows, columns]: what the softmax answered; `d`: the gradient by it → by x, in place: scale · y · (d − Σ d·y). */
export function softmaxSlope(y: usize, d: usize, rows: i32, columns: i32, isCausal: bool, scale: f32): void {
  const stride = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++, y += stride, d += stride) {
    const seen = isCausal ? min(columns, row + 1) : columns;
    const shift = f32x4.splat(dot(y, d, seen));
    const scales = f32x4.splat(scale);
    let i = 0;
    for (; i + 4 <= seen; i += 4) {
      const at = (<usize>i) << 2;
      v128.store(d + at, f32x4.mul(f32x4.mul(v128.load(y + at), f32x4.sub(v128.load(d + at), shift)), scales));
    }
    if (i < seen) {
      const at = (<usize>i) << 2;
      const left = seen - i;
      storePart(d + at, f32x4.mul(f32x4.mul(loadPart(y + at, left, 0), f32x4.sub(loadPart(d + at, left, 0), shift)), scales), left);
    }
    memory.fill(d + ((<usize>seen) << 2), 0, (<usize>(columns - seen)) << 2);
  }
}

function dot(a: usize, b: usize, count: i32): f32 {
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) sum = f32x4.add(sum, f32x4.mul(v128.load(a + ((<usize>i) << 2)), v128.load(b + ((<usize>i) << 2))));
  if (i < count) sum = f32x4.add(sum, f32x4.mul(loadPart(a + ((<usize>i) << 2), count - i, 0), loadPart(b + ((<usize>i) << 2), count - i, 0)));
  return sumLanes(sum);
}
