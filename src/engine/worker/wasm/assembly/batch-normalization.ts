/** Batch normalisation over the rows of a matrix, forward and back. All matrices [rows, channels], all else [channels]. */
import { block, sumRows } from "./sum";

/** `exact`: room for `channels` doubles. `means` and `variances` are kept for the way back and for the moving averages. */
export function batchNormalization(
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  means: usize,
  variances: usize,
  exact: usize,
  rows: i32,
  channels: i32,
  epsilon: f32,
): void {
  sumRows(x, means, exact, rows, channels);
  const stride = (<usize>channels) << 2;
  const share = 1 / <f64>rows;
  for (let i: usize = 0; i < stride; i += 4) store<f32>(means + i, <f32>(load<f64>(exact + (i << 1)) * share));
  memory.fill(exact, 0, (<usize>channels) << 3);
  for (let row = 0; row < rows; row += block) addSquares(x + <usize>row * stride, means, exact, min(block, rows - row), channels);
  for (let i: usize = 0; i < stride; i += 4) store<f32>(variances + i, <f32>(load<f64>(exact + (i << 1)) * share));
  // From here on the room holds what each channel is multiplied with.
  for (let i: usize = 0; i < stride; i += 4) store<f32>(exact + i, load<f32>(gamma + i) / sqrt<f32>(load<f32>(variances + i) + epsilon));
  for (let row = 0; row < rows; row++, x += stride, y += stride) {
    let i: usize = 0;
    for (; i + 16 <= stride; i += 16) {
      const scaled = f32x4.mul(f32x4.sub(v128.load(x + i), v128.load(means + i)), v128.load(exact + i));
      v128.store(y + i, f32x4.add(scaled, v128.load(beta + i)));
    }
    for (; i < stride; i += 4) store<f32>(y + i, (load<f32>(x + i) - load<f32>(means + i)) * load<f32>(exact + i) + load<f32>(beta + i));
  }
}

function addSquares(x: usize, means: usize, exact: usize, rows: i32, channels: i32): void {
  const stride = (<usize>channels) << 2;
  let i: usize = 0;
  for (; i + 16 <= stride; i += 16) {
    const mean = v128.load(means + i);
    let sum = f32x4.splat(0);
    for (let row = 0, at = x + i; row < rows; row++, at += stride) {
      const centred = f32x4.sub(v128.load(at), mean);
      sum = f32x4.add(sum, f32x4.mul(centred, centred));
    }
    const to = exact + (i << 1);
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(sum)));
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(v128.shuffle<i64>(sum, sum, 1, 1))), 16);
  }
  for (; i < stride; i += 4) {
    const mean = load<f32>(means + i);
    let sum: f32 = 0;
    for (let row = 0, at = x + i; row < rows; row++, at += stride) {
      const centred = load<f32>(at) - mean;
      sum += centred * centred;
    }
    store<f64>(exact + (i << 1), load<f64>(exact + (i << 1)) + <f64>sum);
  }
}

/** `exact`: room for 2 · channels doubles. */
export function batchNormalizationGradient(
  dy: usize,
  x: usize,
  gamma: usize,
  means: usize,
  variances: usize,
  dx: usize,
  dGamma: usize,
  dBeta: usize,
  exact: usize,
  rows: i32,
  channels: i32,
  epsilon: f32,
): void {
  const stride = (<usize>channels) << 2;
  sumRows(dy, dBeta, exact, rows, channels);
  memory.fill(exact, 0, (<usize>channels) << 3);
  for (let row = 0; row < rows; row += block) addProducts(dy + <usize>row * stride, x + <usize>row * stride, means, exact, min(block, rows - row), channels);
  const share = <f32>1 / <f32>rows;
  for (let i: usize = 0; i < stride; i += 4) {
    const inverse = <f32>1 / sqrt<f32>(load<f32>(variances + i) + epsilon);
    store<f32>(dGamma + i, <f32>(load<f64>(exact + (i << 1)) * <f64>inverse));
  }
  // From here on the room holds three factors per channel: dx = dy·scale + (x − mean)·slope + shift.
  for (let i: usize = 0; i < stride; i += 4) {
    const inverse = <f32>1 / sqrt<f32>(load<f32>(variances + i) + epsilon);
    const scale = load<f32>(gamma + i) * inverse;
    const slope = -scale * inverse * load<f32>(dGamma + i) * share;
    store<f32>(exact + i, scale);
    store<f32>(exact + stride + i, slope);
    store<f32>(exact + 2 * stride + i, -scale * load<f32>(dBeta + i) * share);
  }
  for (let row = 0; row < rows; row++, x += stride, dy += stride, dx += stride) {
    let i: usize = 0;
    for (; i + 16 <= stride; i += 16) {
      const first = f32x4.add(f32x4.mul(v128.load(dy + i), v128.load(exact + i)), v128.load(exact + 2 * stride + i));
      const centred = f32x4.sub(v128.load(x + i), v128.load(means + i));
      v128.store(dx + i, f32x4.add(first, f32x4.mul(centred, v128.load(exact + stride + i))));
    }
    for (; i < stride; i += 4) {
      const first = load<f32>(dy + i) * load<f32>(exact + i) + load<f32>(exact + 2 * stride + i);
      store<f32>(dx + i, first + (load<f32>(x + i) - load<f32>(means + i)) * load<f32>(exact + stride + i));
    }
  }
}

/** Adds dy · (x − mean) of some rows. */
function addProducts(dy: usize, x: usize, means: usize, exact: usize, rows: i32, channels: i32): void {
  const stride = (<usize>channels) << 2;
  let i: usize = 0;
  for (; i + 16 <= stride; i += 16) {
    const mean = v128.load(means + i);
    let sum = f32x4.splat(0);
    for (let row = 0, at = i; row < rows; row++, at += stride) sum = f32x4.add(sum, f32x4.mul(v128.load(dy + at), f32x4.sub(v128.load(x + at), mean)));
    const to = exact + (i << 1);
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(sum)));
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(v128.shuffle<i64>(sum, sum, 1, 1))), 16);
  }
  for (; i < stride; i += 4) {
    const mean = load<f32>(means + i);
    let sum: f32 = 0;
    for (let row = 0, at = i; row < rows; row++, at += stride) sum += load<f32>(dy + at) * (load<f32>(x + at) - mean);
    store<f64>(exact + (i << 1), load<f64>(exact + (i << 1)) + <f64>sum);
  }
}
