/** One example's step of a recurrent layer, forward and back. `units` values each: a state, a gate, a row of what is kept. */
import { activate4, sigmoid, sigmoid4, slope4, tanh } from "./activations";
import { tanh4 } from "./exponential";
import { loadUpTo4, storeUpTo4 } from "./vectors";

/** Tanh and the sigmoid without asking further. */
function act4(x: v128, activation: i32): v128 {
  if (activation == tanh) return tanh4(x);
  if (activation == sigmoid) return sigmoid4(x);
  return activate4(x, activation);
}

/** `input`, `product`: in, forget, candidate and out gate. `memory`: before the step. `kept`: the four, activated, and the memory after it. */
export function lstmForward(input: usize, product: usize, memory: usize, kept: usize, state: usize, units: i32, activation: i32, recurrent: i32): void {
  const step = (<usize>units) << 2;
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    const x = input + at;
    const z = product + at;
    const to = kept + at;
    const enter = act4(f32x4.add(loadUpTo4(x, left), loadUpTo4(z, left)), recurrent);
    const forget = act4(f32x4.add(loadUpTo4(x + step, left), loadUpTo4(z + step, left)), recurrent);
    const candidate = act4(f32x4.add(loadUpTo4(x + 2 * step, left), loadUpTo4(z + 2 * step, left)), activation);
    const leave = act4(f32x4.add(loadUpTo4(x + 3 * step, left), loadUpTo4(z + 3 * step, left)), recurrent);
    const next = f32x4.add(f32x4.mul(forget, loadUpTo4(memory + at, left)), f32x4.mul(enter, candidate));
    storeUpTo4(to, enter, left);
    storeUpTo4(to + step, forget, left);
    storeUpTo4(to + 2 * step, candidate, left);
    storeUpTo4(to + 3 * step, leave, left);
    storeUpTo4(to + 4 * step, next, left);
    storeUpTo4(state + at, f32x4.mul(leave, act4(next, activation)), left);
  }
}

/** `gradient`: by the state after the step; what goes straight to the state before comes out. `memoryGradient` likewise. `dz`: by the four gates. */
export function lstmBack(gradient: usize, memoryGradient: usize, memory: usize, kept: usize, dz: usize, units: i32, activation: i32, recurrent: i32): void {
  const step = (<usize>units) << 2;
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    const from = kept + at;
    const to = dz + at;
    const enter = loadUpTo4(from, left);
    const forget = loadUpTo4(from + step, left);
    const candidate = loadUpTo4(from + 2 * step, left);
    const leave = loadUpTo4(from + 3 * step, left);
    const shown = act4(loadUpTo4(from + 4 * step, left), activation);
    const byState = loadUpTo4(gradient + at, left);
    const byMemory = f32x4.add(loadUpTo4(memoryGradient + at, left), f32x4.mul(f32x4.mul(byState, leave), slope4(shown, activation)));
    storeUpTo4(to, f32x4.mul(f32x4.mul(byMemory, candidate), slope4(enter, recurrent)), left);
    storeUpTo4(to + step, f32x4.mul(f32x4.mul(byMemory, loadUpTo4(memory + at, left)), slope4(forget, recurrent)), left);
    storeUpTo4(to + 2 * step, f32x4.mul(f32x4.mul(byMemory, enter), slope4(candidate, activation)), left);
    storeUpTo4(to + 3 * step, f32x4.mul(f32x4.mul(byState, shown), slope4(leave, recurrent)), left);
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
    const update = act4(f32x4.add(loadUpTo4(x, left), loadUpTo4(z, left)), recurrent);
    const reset = act4(f32x4.add(loadUpTo4(x + step, left), loadUpTo4(z + step, left)), recurrent);
    const inner = loadUpTo4(z + 2 * step, left);
    const candidate = act4(f32x4.add(loadUpTo4(x + 2 * step, left), f32x4.mul(reset, inner)), activation);
    storeUpTo4(to, update, left);
    storeUpTo4(to + step, reset, left);
    storeUpTo4(to + 2 * step, candidate, left);
    storeUpTo4(to + 3 * step, inner, left);
    const stays = f32x4.mul(update, loadUpTo4(state + at, left));
    storeUpTo4(state + at, f32x4.add(stays, f32x4.mul(f32x4.sub(f32x4.splat(1), update), candidate)), left);
  }
}

/** `state`: before the step. `dz`: by what comes in; `dp`: by the recurrent product. */
export function gruBack(gradient: usize, state: usize, kept: usize, dz: usize, dp: usize, units: i32, activation: i32, recurrent: i32): void {
  const step = (<usize>units) << 2;
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    const from = kept + at;
    const update = loadUpTo4(from, left);
    const reset = loadUpTo4(from + step, left);
    const candidate = loadUpTo4(from + 2 * step, left);
    const byState = loadUpTo4(gradient + at, left);
    const byCandidate = f32x4.mul(f32x4.mul(byState, f32x4.sub(f32x4.splat(1), update)), slope4(candidate, activation));
    const byUpdate = f32x4.mul(f32x4.mul(byState, f32x4.sub(loadUpTo4(state + at, left), candidate)), slope4(update, recurrent));
    const byReset = f32x4.mul(f32x4.mul(byCandidate, loadUpTo4(from + 3 * step, left)), slope4(reset, recurrent));
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
    const next = act4(f32x4.add(loadUpTo4(input + at, left), loadUpTo4(product + at, left)), activation);
    storeUpTo4(kept + at, next, left);
    storeUpTo4(state + at, next, left);
  }
}

export function simpleBack(gradient: usize, kept: usize, dz: usize, units: i32, activation: i32): void {
  let at: usize = 0;
  for (let left = units; left > 0; left -= 4, at += 16) {
    storeUpTo4(dz + at, f32x4.mul(loadUpTo4(gradient + at, left), slope4(loadUpTo4(kept + at, left), activation)), left);
    storeUpTo4(gradient + at, f32x4.splat(0), left);
  }
}
