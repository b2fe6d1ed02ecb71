/** Six rows times eight columns, the rows lying anywhere in memory: products x·W. */
import { madd } from "./madd";

/**
 * Twelve sums, two weights and one input are all that the vector registers of an x86 processor hold, and V8 keeps them there only
 * in a function with one loop and no branch: anything more halves the speed. What else happens to the sums is done in `blocks.ts`.
 *
 * `from`: six addresses of rows of `depth` floats. `panel` [depth, 8]. `out`: six addresses; the sums go `target` bytes after them.
 */
export function rowsTile(from: usize, depth: i32, panel: usize, out: usize, target: usize): void {
  let row0 = <usize>load<u32>(from, 0);
  let row1 = <usize>load<u32>(from, 4);
  let row2 = <usize>load<u32>(from, 8);
  let row3 = <usize>load<u32>(from, 12);
  let row4 = <usize>load<u32>(from, 16);
  let row5 = <usize>load<u32>(from, 20);
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
  for (let k = 0; k < depth; k++, panel += 32) {
    const weights0 = v128.load(panel);
    const weights1 = v128.load(panel, 16);
    const x0 = v128.load32_splat(row0);
    left0 = madd(x0, weights0, left0);
    right0 = madd(x0, weights1, right0);
    const x1 = v128.load32_splat(row1);
    left1 = madd(x1, weights0, left1);
    right1 = madd(x1, weights1, right1);
    const x2 = v128.load32_splat(row2);
    left2 = madd(x2, weights0, left2);
    right2 = madd(x2, weights1, right2);
    const x3 = v128.load32_splat(row3);
    left3 = madd(x3, weights0, left3);
    right3 = madd(x3, weights1, right3);
    const x4 = v128.load32_splat(row4);
    left4 = madd(x4, weights0, left4);
    right4 = madd(x4, weights1, right4);
    const x5 = v128.load32_splat(row5);
    left5 = madd(x5, weights0, left5);
    right5 = madd(x5, weights1, right5);
    row0 += 4;
    row1 += 4;
    row2 += 4;
    row3 += 4;
    row4 += 4;
    row5 += 4;
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
