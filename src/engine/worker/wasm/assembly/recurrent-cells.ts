/**
 * One example's step of a recurrent layer, forward and back. `units` values each: a state, a gate, a row of what is kept. Always four
 * are read, also where fewer are left: what lies behind them is still on the heap, and nothing comes of it.
 */
import { activate4, sigmoid, sigmoid4, slope4, tanh } from "./activations";
import { tanh4 } from "./exponential";
import { storeUpTo4 } from "./vectors";

/** The usual ones first: asking costs as much as computing. */
function gate4(x: v128, activation: i32): v128 {
  return activation == sigmoid ? sigmoid4(x) : activate4(x, activation);
}
function value4(x: v128, activation: i32): v128 {
  return activation == tanh ? tanh4(x) : activate4(x, activation);
}
function gateSlope4(y: v128, activation: i32): v128 {
  return activation == sigmoid ? f32x4.mul(y, f32x4.sub(f32x4.splat(1), y)) : slope4(y, activation);
}
function valueSlope4(y: v128, activation: i32): v128 {
  return activation == tanh ? f32x4.sub(f32x4.splat(1), f32x4.mul(y, y)) : slope4(y, activation);
}

/** `input`, `product`: in, forget, candidate and out gate. `memory`: before the step. `kept`: the four, activated, and the memory after it. */
export function lstmForward(input: usize, product: usize, memory: usize, kept: usize, state: usize, units: i32, activation: i32, recurrent: i32): void {
  const step = (<usize>units) << 2;
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    const x = input + at;
    const z = product + at;
    const to = kept + at;
    const enter = gate4(f32x4.add(v128.load(x), v128.load(z)), recurrent);
    const forget = gate4(f32x4.add(v128.load(x + step), v128.load(z + step)), recurrent);
    const candidate = value4(f32x4.add(v128.load(x + 2 * step), v128.load(z + 2 * step)), activation);
    const leave = gate4(f32x4.add(v128.load(x + 3 * step), v128.load(z + 3 * step)), recurrent);
    const next = f32x4.add(f32x4.mul(forget, v128.load(memory + at)), f32x4.mul(enter, candidate));
    storeUpTo4(to, enter, left);
    storeUpTo4(to + step, forget, left);
    storeUpTo4(to + 2 * step, candidate, left);
    storeUpTo4(to + 3 * step, leave, left);
    storeUpTo4(to + 4 * step, next, left);
    storeUpTo4(state + at, f32x4.mul(leave, value4(next, activation)), left);
  }
}

/** `gradient`: by the state after the step; what goes straight to the state before comes out. `memoryGradient` likewise. `dz`: by the four gates. */
export function lstmBack(gradient: usize, memoryGradient: usize, memory: usize, kept: usize, dz: usize, units: i32, activation: i32, recurrent: i32): void {
  const step = (<usize>units) << 2;
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    const from = kept + at;
    const to = dz + at;
    const enter = v128.load(from);
    const forget = v128.load(from + step);
    const candidate = v128.load(from + 2 * step);
    const leave = v128.load(from + 3 * step);
    const shown = value4(v128.load(from + 4 * step), activation);
    const byState = v128.load(gradient + at);
    const byMemory = f32x4.add(v128.load(memoryGradient + at), f32x4.mul(f32x4.mul(byState, leave), valueSlope4(shown, activation)));
    storeUpTo4(to, f32x4.mul(f32x4.mul(byMemory, candidate), gateSlope4(enter, recurrent)), left);
    storeUpTo4(to + step, f32x4.mul(f32x4.mul(byMemory, v128.load(memory + at)), gateSlope4(forget, recurrent)), left);
    storeUpTo4(to + 2 * step, f32x4.mul(f32x4.mul(byMemory, enter), valueSlope4(candidate, activation)), left);
    storeUpTo4(to + 3 * step, f32x4.mul(f32x4.mul(byState, shown), gateSlope4(leave, recurrent)), left);
    storeUpTo4(gradient + at, f32x4.splat(0), left);
    storeUpTo4(memoryGradient + at, f32x4.mul(byMemory, forget), left);
  }
}

/** `input`, `product`: update gate, reset gate, candidate. `kept`: the three, activated, and the candidate's part of the product. */
export function gruForward(input: usize, product: usize, kept: usize, state: usize, units: i32, activation: i32, recurrent: i32): void {
  const step = (<usize>units) << 2;
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    const x = input + at;
    const z = product + at;
    const to = kept + at;
    const update = gate4(f32x4.add(v128.load(x), v128.load(z)), recurrent);
    const reset = gate4(f32x4.add(v128.load(x + step), v128.load(z + step)), recurrent);
    const inner = v128.load(z + 2 * step);
    const candidate = value4(f32x4.add(v128.load(x + 2 * step), f32x4.mul(reset, inner)), activation);
    storeUpTo4(to, update, left);
    storeUpTo4(to + step, reset, left);
    storeUpTo4(to + 2 * step, candidate, left);
    storeUpTo4(to + 3 * step, inner, left);
    const stays = f32x4.mul(update, v128.load(state + at));
    storeUpTo4(state + at, f32x4.add(stays, f32x4.mul(f32x4.sub(f32x4.splat(1), update), candidate)), left);
  }
}

/** `state`: before the step. `dz`: by what comes in; `dp`: by the recurrent product. */
export function gruBack(gradient: usize, state: usize, kept: usize, dz: usize, dp: usize, units: i32, activation: i32, recurrent: i32): void {
  const step = (<usize>units) << 2;
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    const from = kept + at;
    const update = v128.load(from);
    const reset = v128.load(from + step);
    const candidate = v128.load(from + 2 * step);
    const byState = v128.load(gradient + at);
    const byCandidate = f32x4.mul(f32x4.mul(byState, f32x4.sub(f32x4.splat(1), update)), valueSlope4(candidate, activation));
    const byUpdate = f32x4.mul(f32x4.mul(byState, f32x4.sub(v128.load(state + at), candidate)), gateSlope4(update, recurrent));
    const byReset = f32x4.mul(f32x4.mul(byCandidate, v128.load(from + 3 * step)), gateSlope4(reset, recurrent));
    storeUpTo4(dz + at, byUpdate, left);
    storeUpTo4(dz + at + step, byReset, left);
    storeUpTo4(dz + at + 2 * step, byCandidate, left);
    storeUpTo4(dp + at, byUpdate, left);
    storeUpTo4(dp + at + step, byReset, left);
    storeUpTo4(dp + at + 2 * step, f32x4.mul(byCandidate, reset), left);
    storeUpTo4(gradient + at, f32x4.mul(byState, update), left);
  }
}

export function simpleForward(input: usize, product: usize, kept: usize, state: usize, units: i32, activation: i32): void {
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    const next = value4(f32x4.add(v128.load(input + at), v128.load(product + at)), activation);
    storeUpTo4(kept + at, next, left);
    storeUpTo4(state + at, next, left);
  }
}

export function simpleBack(gradient: usize, kept: usize, dz: usize, units: i32, activation: i32): void {
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    storeUpTo4(dz + at, f32x4.mul(v128.load(gradient + at), slope4(v128.load(kept + at), activation)), left);
    storeUpTo4(gradient + at, f32x4.splat(0), left);
  }
}
