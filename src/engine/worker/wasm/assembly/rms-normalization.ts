/** Root-mean-square normalisation of rows, forward and back. All matrices [rows, channels]. */
import { loadPart, storePart, sumLanes } from "./vectors";

/** `inverses` [rows] are kept for the way back. */
export function rmsNormalization(x: usize, scale: usize, y: usize, inverses: usize, rows: i32, channels: i32, epsilon: f32): void {
  const stride = (<usize>channels) << 2;
  const share: f32 = <f32>1 / <f32>channels;
  for (let row = 0; row < rows; row++, x += stride, y += stride, inverses += 4) {
    const inverse = <f32>1 / sqrt<f32>(squaresOf(x, channels) * share + epsilon);
    store<f32>(inverses, inverse);
    scaleRow(x, scale, y, channels, f32x4.splat(inverse));
  }
}

function squaresOf(x: usize, count: i32): f32 {
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const four = v128.load(x + ((<usize>i) << 2));
    sum = f32x4.add(sum, f32x4.mul(four, four));
  }
  if (i < count) {
    const last = loadPart(x + ((<usize>i) << 2), count - i, 0);
    sum = f32x4.add(sum, f32x4.mul(last, last));
  }
  return sumLanes(sum);
}

function scaleRow(x: usize, scale: usize, y: usize, count: i32, inverses: v128): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(y + at, f32x4.mul(f32x4.mul(v128.load(x + at), inverses), v128.load(scale + at)));
  }
  if (i == count) return;
  const at = (<usize>i) << 2;
  const left = count - i;
  storePart(y + at, f32x4.mul(f32x4.mul(loadPart(x + at, left, 0), inverses), loadPart(scale + at, left, 0)), left);
}

/** dx [rows, channels]; dScale [channels] comes out of `exact`, room for as many doubles. */
export function rmsNormalizationGradient(
  dy: usize,
  x: usize,
  scale: usize,
  inverses: usize,
  dx: usize,
  dScale: usize,
  exact: usize,
  rows: i32,
  channels: i32,
): void {
  const stride = (<usize>channels) << 2;
  const share: f32 = <f32>1 / <f32>channels;
  memory.fill(exact, 0, (<usize>channels) << 3);
  for (let row = 0; row < rows; row++, x += stride, dy += stride, dx += stride, inverses += 4) {
    const inverse = load<f32>(inverses);
    let along: f32 = 0;
    for (let i: usize = 0; i < stride; i += 4) {
      const turned = load<f32>(dy + i) * load<f32>(x + i) * inverse;
      along += turned * load<f32>(scale + i);
      const to = exact + (i << 1);
      store<f64>(to, load<f64>(to) + <f64>turned);
    }
    along *= share * inverse;
    for (let i: usize = 0; i < stride; i += 4) store<f32>(dx + i, (load<f32>(dy + i) * load<f32>(scale + i) - load<f32>(x + i) * along) * inverse);
  }
  for (let i: usize = 0; i < stride; i += 4) store<f32>(dScale + i, <f32>load<f64>(exact + (i << 1)));
}
