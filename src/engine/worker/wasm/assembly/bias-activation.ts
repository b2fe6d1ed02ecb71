/** Bias and activation, forward and back, in one pass over the values. */
import { activate4, relu, slope4 } from "./activations";
import { addBlock, block } from "./sum";
import { loadPart, storePart } from "./vectors";

/** y = activation(x + bias). `x`, `y` [rows, channels]; `bias` [channels], or 0 for none. */
export function biasActivation(x: usize, bias: usize, y: usize, rows: i32, channels: i32, activation: i32): void {
  // Without a bias it does not matter where a row ends.
  if (!bias) return activateRow(x, 0, y, rows * channels, activation);
  const stride = (<usize>channels) << 2;
  for (let row = 0; row < rows; row++, x += stride, y += stride) activateRow(x, bias, y, channels, activation);
}

function activateRow(x: usize, bias: usize, y: usize, count: i32, activation: i32): void {
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    const z = bias ? f32x4.add(v128.load(x + at), v128.load(bias + at)) : v128.load(x + at);
    v128.store(y + at, activation == relu ? f32x4.max(z, zero) : activate4(z, activation));
  }
  const left = count - i;
  if (left == 0) return;
  const at = (<usize>i) << 2;
  const z = bias ? f32x4.add(loadPart(x + at, left, 0), loadPart(bias + at, left, 0)) : loadPart(x + at, left, 0);
  storePart(y + at, activate4(z, activation), left);
}

/**
 * dz = dy · slope, and its sum per channel: `dy`, `y`, `dz` [rows, channels], `sums` [channels], or 0 where there is no bias.
 * `exact`: room for `channels` doubles.
 */
export function activationGradient(dy: usize, y: usize, dz: usize, sums: usize, exact: usize, rows: i32, channels: i32, activation: i32): void {
  if (!sums) return gradientOf(dy, y, dz, rows * channels, activation);
  memory.fill(exact, 0, (<usize>channels) << 3);
  const stride = (<usize>channels) << 2;
  // Block by block, so that what was just written is summed while it is near.
  for (let row = 0; row < rows; row += block) {
    const count = min(block, rows - row);
    const at = <usize>row * stride;
    gradientOf(dy + at, y + at, dz + at, count * channels, activation);
    addBlock(dz + at, exact, count, channels);
  }
  for (let i = 0; i < channels; i++) store<f32>(sums + ((<usize>i) << 2), <f32>load<f64>(exact + ((<usize>i) << 3)));
}

function gradientOf(dy: usize, y: usize, dz: usize, count: i32, activation: i32): void {
  const zero = f32x4.splat(0);
  let at: usize = 0;
  for (const end = (<usize>(count & ~3)) << 2; at < end; at += 16) {
    const gradient = v128.load(dy + at);
    const answer = v128.load(y + at);
    v128.store(dz + at, activation == relu ? v128.and(gradient, f32x4.gt(answer, zero)) : f32x4.mul(gradient, slope4(answer, activation)));
  }
  const left = count & 3;
  if (left == 0) return;
  storePart(dz + at, f32x4.mul(loadPart(dy + at, left, 0), slope4(loadPart(y + at, left, 0), activation)), left);
}
