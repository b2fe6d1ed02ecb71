/** GELU, x·Φ(x), and its slope: the error function by the formula 7.1.26 of Abramowitz & Stegun, as TensorFlow.js has it. */
import { exp4 } from "./exponential";
import { loadPart, storePart } from "./vectors";

/** y = x·Φ(x). */
export function gelu(x: usize, y: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(y + ((<usize>i) << 2), gelu4(v128.load(x + ((<usize>i) << 2))));
  if (i < count) storePart(y + ((<usize>i) << 2), gelu4(loadPart(x + ((<usize>i) << 2), count - i, 0)), count - i);
}

/** dx = dy · (Φ(x) + x·φ(x)). */
export function geluGradient(dy: usize, x: usize, dx: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(dx + at, f32x4.mul(v128.load(dy + at), slope4(v128.load(x + at))));
  }
  if (i == count) return;
  const at = (<usize>i) << 2;
  storePart(dx + at, f32x4.mul(loadPart(dy + at, count - i, 0), slope4(loadPart(x + at, count - i, 0))), count - i);
}

function gelu4(x: v128): v128 {
  return f32x4.mul(x, below(x, bell(x)));
}

function slope4(x: v128): v128 {
  const density = bell(x);
  return f32x4.add(below(x, density), f32x4.mul(x, f32x4.mul(density, f32x4.splat(0.3989422804014327))));
}

/** e^(−x²/2) */
function bell(x: v128): v128 {
  return exp4(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

/** Φ(x), the share of a standard normal below x. */
function below(x: v128, density: v128): v128 {
  const t = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.abs(x), f32x4.splat(0.3275911 * 0.7071067811865476))));
  let p = f32x4.splat(1.061405429);
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.453152027));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.421413741));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-0.284496736));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.254829592));
  const beyond = f32x4.mul(f32x4.mul(f32x4.mul(p, t), density), f32x4.splat(0.5));
  return v128.bitselect(beyond, f32x4.sub(f32x4.splat(1), beyond), f32x4.lt(x, f32x4.splat(0)));
}
