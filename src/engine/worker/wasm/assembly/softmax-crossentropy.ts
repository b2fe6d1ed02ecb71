/** Softmax cross-entropy: what each row adds to the loss, and the gradient by the logits. */
import { exp4 } from "./exponential";
import { loadPart, storePart, sumLanes } from "./vectors";

/**
 * `logits`, `gradient` [rows, classes]; `labels` int32 [rows]. `shifts` and `sums` [rows] get the largest logit less that of the
 * right class, and Σ e^(logit − largest): the loss of a row is ln(sum) + shift. A label without a logit makes the shift NaN.
 * Answers how many rows count: with `skipsPadding`, those of label 0 do not.
 */
export function softmaxCrossentropy(
  logits: usize,
  labels: usize,
  gradient: usize,
  shifts: usize,
  sums: usize,
  rows: i32,
  classes: i32,
  skipsPadding: bool,
): i32 {
  const stride = (<usize>classes) << 2;
  const counted = max(1, skipsPadding ? countKnown(labels, rows) : rows);
  const mean: f32 = <f32>1 / <f32>counted;
  for (let row = 0; row < rows; row++, logits += stride, gradient += stride) {
    const label = load<i32>(labels + ((<usize>row) << 2));
    if (skipsPadding && label == 0) {
      memory.fill(gradient, 0, stride);
      store<f32>(shifts + ((<usize>row) << 2), 0);
      store<f32>(sums + ((<usize>row) << 2), 1);
      continue;
    }
    const largest = largestOf(logits, classes);
    const sum = exponentials(logits, gradient, classes, largest);
    scale(gradient, classes, mean / sum);
    const isKnown = label >= 0 && label < classes;
    const at = (<usize>label) << 2;
    if (isKnown) store<f32>(gradient + at, load<f32>(gradient + at) - mean);
    store<f32>(shifts + ((<usize>row) << 2), isKnown ? largest - load<f32>(logits + at) : <f32>NaN);
    store<f32>(sums + ((<usize>row) << 2), sum);
  }
  return counted;
}

function countKnown(labels: usize, rows: i32): i32 {
  let count = 0;
  for (let row = 0; row < rows; row++) if (load<i32>(labels + ((<usize>row) << 2)) != 0) count++;
  return count;
}

function largestOf(x: usize, count: i32): f32 {
  let four = f32x4.splat(load<f32>(x));
  let i = 0;
  for (; i + 4 <= count; i += 4) four = f32x4.max(four, v128.load(x + ((<usize>i) << 2)));
  if (i < count) four = f32x4.max(four, loadPart(x + ((<usize>i) << 2), count - i, load<f32>(x)));
  const pairs = f32x4.max(four, v128.shuffle<i64>(four, four, 1, 0));
  return max<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** Writes e^(x − shift) to `to`, and answers their sum. */
function exponentials(x: usize, to: usize, count: i32, shift: f32): f32 {
  const shifts = f32x4.splat(shift);
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const power = exp4(f32x4.sub(v128.load(x + ((<usize>i) << 2)), shifts));
    v128.store(to + ((<usize>i) << 2), power);
    sum = f32x4.add(sum, power);
  }
  if (i < count) {
    const power = exp4(f32x4.sub(loadPart(x + ((<usize>i) << 2), count - i, -Infinity), shifts));
    storePart(to + ((<usize>i) << 2), power, count - i);
    sum = f32x4.add(sum, power);
  }
  return sumLanes(sum);
}

function scale(x: usize, count: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(x + ((<usize>i) << 2), f32x4.mul(v128.load(x + ((<usize>i) << 2)), factors));
  for (; i < count; i++) store<f32>(x + ((<usize>i) << 2), load<f32>(x + ((<usize>i) << 2)) * factor);
}
