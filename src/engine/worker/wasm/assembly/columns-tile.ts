/** Six columns of one matrix times eight columns of another, summed over their rows: products xᵀ·dy, the gradients of weights. */
import { madd } from "./madd";

/** `from`: one address per row, to which `shift` is added; six floats are read there. `panel` [rows, 8]. Else as `rowsTile`. */
export function columnsTile(from: usize, shift: usize, rows: i32, panel: usize, out: usize, target: usize): void {
  const zero = f32x4.splat(0);
  let left0 = zero;
  let right0 = zero;
  let left1 = zero;
  let right1 = zero;
  let left2 = zero;
  let right2 = zero;
  let left3 = zero;
  let right3 = zero;
  let left4 = zero;
  let right4 = zero;
  let left5 = zero;
  let right5 = zero;
  for (let k = 0; k < rows; k++, panel += 32, from += 4) {
    const at = shift + <usize>load<u32>(from);
    const weights0 = v128.load(panel);
    const weights1 = v128.load(panel, 16);
    const x0 = v128.load32_splat(at);
    left0 = madd(x0, weights0, left0);
    right0 = madd(x0, weights1, right0);
    const x1 = v128.load32_splat(at, 4);
    left1 = madd(x1, weights0, left1);
    right1 = madd(x1, weights1, right1);
    const x2 = v128.load32_splat(at, 8);
    left2 = madd(x2, weights0, left2);
    right2 = madd(x2, weights1, right2);
    const x3 = v128.load32_splat(at, 12);
    left3 = madd(x3, weights0, left3);
    right3 = madd(x3, weights1, right3);
    const x4 = v128.load32_splat(at, 16);
    left4 = madd(x4, weights0, left4);
    right4 = madd(x4, weights1, right4);
    const x5 = v128.load32_splat(at, 20);
    left5 = madd(x5, weights0, left5);
    right5 = madd(x5, weights1, right5);
  }
  const out0 = target + <usize>load<u32>(out, 0);
  v128.store(out0, left0);
  v128.store(out0, right0, 16);
  const out1 = target + <usize>load<u32>(out, 4);
  v128.store(out1, left1);
  v128.store(out1, right1, 16);
  const out2 = target + <usize>load<u32>(out, 8);
  v128.store(out2, left2);
  v128.store(out2, right2, 16);
  const out3 = target + <usize>load<u32>(out, 12);
  v128.store(out3, left3);
  v128.store(out3, right3, 16);
  const out4 = target + <usize>load<u32>(out, 16);
  v128.store(out4, left4);
  v128.store(out4, right4, 16);
  const out5 = target + <usize>load<u32>(out, 20);
  v128.store(out5, left5);
  v128.store(out5, right5, 16);
}
