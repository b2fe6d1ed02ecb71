/** Layer normalisation of rows, forward and back. All matrices [rows, channels]. */
import { loadPart, storePart, sumLanes } from "./vectors";

/** `means` and `inverses` [rows] are kept for the way back. */
export function layerNormalization(x: usize, gamma: usize, beta: usize, y: usize, means: usize, inverses: usize, rows: i32, channels: i32, epsilon: f32): void {
  const stride = (<usize>channels) << 2;
  const share: f32 = <f32>1 / <f32>channels;
  for (let row = 0; row < rows; row++, x += stride, y += stride, means += 4, inverses += 4) {
    const mean = sumOf(x, channels) * share;
    const inverse = <f32>1 / sqrt<f32>(squaresAround(x, channels, mean) * share + epsilon);
    store<f32>(means, mean);
    store<f32>(inverses, inverse);
    scaleRow(x, gamma, beta, y, channels, f32x4.splat(mean), f32x4.splat(inverse));
  }
}

function sumOf(x: usize, count: i32): f32 {
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) sum = f32x4.add(sum, v128.load(x + ((<usize>i) << 2)));
  if (i < count) sum = f32x4.add(sum, loadPart(x + ((<usize>i) << 2), count - i, 0));
  return sumLanes(sum);
}

function squaresAround(x: usize, count: i32, mean: f32): f32 {
  const means = f32x4.splat(mean);
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const centred = f32x4.sub(v128.load(x + ((<usize>i) << 2)), means);
    sum = f32x4.add(sum, f32x4.mul(centred, centred));
  }
  if (i < count) {
    const centred = f32x4.sub(loadPart(x + ((<usize>i) << 2), count - i, mean), means);
    sum = f32x4.add(sum, f32x4.mul(centred, centred));
  }
  return sumLanes(sum);
}

function scaleRow(x: usize, gamma: usize, beta: usize, y: usize, count: i32, means: v128, inverses: v128): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    const scaled = f32x4.mul(f32x4.mul(f32x4.sub(v128.load(x + at), means), inverses), v128.load(gamma + at));
    v128.store(y + at, f32x4.add(scaled, v128.load(beta + at)));
  }
  const left = count - i;
  if (left == 0) return;
  const at = (<usize>i) << 2;
  const scaled = f32x4.mul(f32x4.mul(f32x4.sub(loadPart(x + at, left, 0), means), inverses), loadPart(gamma + at, left, 0));
  storePart(y + at, f32x4.add(scaled, loadPart(beta + at, left, 0)), left);
}

/** dx [rows, channels]; dGamma and dBeta [channels] come out of `exact`, room for 2 · channels doubles. */
export function layerNormalizationGradient(
  dy: usize,
  x: usize,
  gamma: usize,
  means: usize,
  inverses: usize,
  dx: usize,
  dGamma: usize,
  dBeta: usize,
  exact: usize,
  rows: i32,
  channels: i32,
): void {
  const stride = (<usize>channels) << 2;
  const share: f32 = <f32>1 / <f32>channels;
  const exactBeta = exact + ((<usize>channels) << 3);
  memory.fill(exact, 0, (<usize>channels) << 4);
  for (let row = 0; row < rows; row++, x += stride, dy += stride, dx += stride, means += 4, inverses += 4) {
    const mean = load<f32>(means);
    const inverse = load<f32>(inverses);
    let sum: f32 = 0;
    let along: f32 = 0;
    for (let i: usize = 0; i < stride; i += 4) {
      const hat = (load<f32>(x + i) - mean) * inverse;
      const gradient = load<f32>(dy + i);
      const scaled = gradient * load<f32>(gamma + i);
      sum += scaled;
      along += scaled * hat;
      const to = i << 1;
      store<f64>(exact + to, load<f64>(exact + to) + <f64>(gradient * hat));
      store<f64>(exactBeta + to, load<f64>(exactBeta + to) + <f64>gradient);
    }
    sum *= share;
    along *= share;
    for (let i: usize = 0; i < stride; i += 4) {
      const hat = (load<f32>(x + i) - mean) * inverse;
      store<f32>(dx + i, (load<f32>(dy + i) * load<f32>(gamma + i) - sum - hat * along) * inverse);
    }
  }
  for (let i: usize = 0; i < stride; i += 4) {
    store<f32>(dGamma + i, <f32>load<f64>(exact + (i << 1)));
    store<f32>(dBeta + i, <f32>load<f64>(exactBeta + (i << 1)));
  }
}
