/** Activations by number (the order of `fusedActivations`), four values at a time; and their slopes from what they answered. */
import { exp4, expm14, tanh4 } from "./exponential";

export const linear = 0;
export const relu = 1;
const leakyRelu = 2;
const relu6 = 3;
const elu = 4;
const selu = 5;
export const sigmoid = 6;
const hardSigmoid = 7;
export const tanh = 8;

const seluScale: f32 = 1.0507009873554805;
const seluFloor: f32 = 1.7580993408473766;

export function activate4(x: v128, activation: i32): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (activation == linear) return x;
  if (activation == relu) return f32x4.max(x, zero);
  if (activation == leakyRelu) return v128.bitselect(x, f32x4.mul(x, f32x4.splat(0.2)), f32x4.gt(x, zero));
  if (activation == relu6) return f32x4.min(f32x4.max(x, zero), f32x4.splat(6));
  if (activation == elu) return v128.bitselect(x, expm14(x), f32x4.gt(x, zero));
  if (activation == selu) return v128.bitselect(f32x4.mul(x, f32x4.splat(seluScale)), f32x4.mul(expm14(x), f32x4.splat(seluFloor)), f32x4.gt(x, zero));
  if (activation == sigmoid) return sigmoid4(x);
  if (activation == hardSigmoid) return f32x4.div(f32x4.min(f32x4.max(f32x4.add(x, f32x4.splat(3)), zero), f32x4.splat(6)), f32x4.splat(6));
  if (activation == tanh) return tanh4(x);
  return exp4(x);
}

export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

export function slope4(y: v128, activation: i32): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (activation == linear) return one;
  if (activation == relu) return v128.and(one, f32x4.gt(y, zero));
  if (activation == leakyRelu) return v128.bitselect(one, f32x4.splat(0.2), f32x4.gt(y, zero));
  if (activation == relu6) return v128.and(one, v128.and(f32x4.gt(y, zero), f32x4.lt(y, f32x4.splat(6))));
  if (activation == elu) return f32x4.add(f32x4.min(y, zero), one);
  if (activation == selu) return v128.bitselect(f32x4.splat(seluScale), f32x4.add(y, f32x4.splat(seluFloor)), f32x4.gt(y, zero));
  if (activation == sigmoid) return f32x4.mul(y, f32x4.sub(one, y));
  if (activation == hardSigmoid) return f32x4.div(v128.and(one, v128.and(f32x4.gt(y, zero), f32x4.lt(y, one))), f32x4.splat(6));
  if (activation == tanh) return f32x4.sub(one, f32x4.mul(y, y));
  return y;
}
