/** Losses that compare value by value: their sum, in double precision, and the gradient of their mean. */
import { exp4 } from "./exponential";
import { loadPart, storePart } from "./vectors";

/** Adds four single-precision terms to a double-precision sum. */
function widen(sum: v128, four: v128): v128 {
  const low = f64x2.promote_low_f32x4(four);
  const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1));
  return f64x2.add(sum, f64x2.add(low, high));
}
function total(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Σ (y − t)²; `gradient` = 2·(y − t) / count. */
export function squaredError(y: usize, t: usize, gradient: usize, count: i32): f64 {
  const factors = f32x4.splat(<f32>2 / <f32>count);
  let sum = f64x2.splat(0);
  let at: usize = 0;
  for (const end = (<usize>(count & ~3)) << 2; at < end; at += 16) {
    const difference = f32x4.sub(v128.load(y + at), v128.load(t + at));
    v128.store(gradient + at, f32x4.mul(difference, factors));
    sum = widen(sum, f32x4.mul(difference, difference));
  }
  const left = count & 3;
  if (left > 0) {
    const difference = f32x4.sub(loadPart(y + at, left, 0), loadPart(t + at, left, 0));
    storePart(gradient + at, f32x4.mul(difference, factors), left);
    sum = widen(sum, f32x4.mul(difference, difference));
  }
  return total(sum);
}

/** Σ ln(1 + eˣ) − t·x; `gradient` = (σ(x) − t) / count. */
export function sigmoidCrossentropy(x: usize, t: usize, gradient: usize, count: i32): f64 {
  const share = f32x4.splat(<f32>1 / <f32>count);
  let sum = f64x2.splat(0);
  let at: usize = 0;
  for (const end = (<usize>(count & ~3)) << 2; at < end; at += 16) {
    const logits = v128.load(x + at);
    const targets = v128.load(t + at);
    v128.store(gradient + at, f32x4.mul(f32x4.sub(sigmoid(logits), targets), share));
    sum = widen(sum, f32x4.sub(softplus(logits), f32x4.mul(targets, logits)));
  }
  const left = count & 3;
  if (left > 0) {
    const logits = loadPart(x + at, left, 0);
    const targets = loadPart(t + at, left, 0);
    storePart(gradient + at, f32x4.mul(f32x4.sub(sigmoid(logits), targets), share), left);
    const losses = f32x4.sub(softplus(logits), f32x4.mul(targets, logits));
    // What fills the last vector up counts for nothing.
    sum = widen(sum, v128.and(losses, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left))));
  }
  return total(sum);
}

function sigmoid(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))));
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + u) with u = e^−|x|, and ln(1 + u) = 2·artanh(u / (2 + u)), whose argument is at most ⅓. */
function softplus(x: v128): v128 {
  const u = exp4(f32x4.neg(f32x4.abs(x)));
  const s = f32x4.div(u, f32x4.add(u, f32x4.splat(2)));
  const square = f32x4.mul(s, s);
  let p = f32x4.splat(<f32>1 / 13);
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(<f32>1 / 11));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(<f32>1 / 9));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(<f32>1 / 7));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(<f32>1 / 5));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(<f32>1 / 3));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(1));
  const logarithm = f32x4.mul(f32x4.mul(p, s), f32x4.splat(2));
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), logarithm);
}
