/** What happens to sums before they are stored: added to what is there, or given a bias and clamped. */

/** The sums are all there is. */
export const replace: i32 = 0;
/** The sums are a part of what the target holds already. */
export const accumulate: i32 = 1;
/** The sums are the last part: bias and limits come now. May go with `accumulate`. */
export const finish: i32 = 2;

/** Sixteen bytes: how [0], lowest value [4], highest [8], address of the bias of the first column, or 0 [12]. */
export function setEnding(at: usize, how: i32, low: f32, high: f32, bias: usize): void {
  store<i32>(at, how);
  store<f32>(at, low, 4);
  store<f32>(at, high, 8);
  store<u32>(at, <u32>bias, 12);
}

/** `rows` rows of eight sums, 32 bytes apart from `from` on. `out`: the addresses of the rows they belong to; `target`: bytes from there. */
export function emitRows(from: usize, rows: i32, out: usize, target: usize, ending: usize): void {
  const how = load<i32>(ending);
  const isAdded = (how & accumulate) !== 0;
  const isLast = (how & finish) !== 0;
  const bias = <usize>load<u32>(ending, 12);
  const isBiased = isLast && bias !== 0;
  const zero = f32x4.splat(0);
  const leftBias = isBiased ? v128.load(bias) : zero;
  const rightBias = isBiased ? v128.load(bias, 16) : zero;
  const low = isLast ? v128.load32_splat(ending, 4) : f32x4.splat(-Infinity);
  const high = isLast ? v128.load32_splat(ending, 8) : f32x4.splat(Infinity);
  for (let row = 0; row < rows; row++, from += 32, out += 4) {
    const to = target + <usize>load<u32>(out);
    let left = v128.load(from);
    let right = v128.load(from, 16);
    if (isAdded) {
      left = f32x4.add(left, v128.load(to));
      right = f32x4.add(right, v128.load(to, 16));
    }
    if (isLast) {
      // The pseudo forms take their first operand when the comparison fails, so NaN stays NaN.
      left = f32x4.pmin(f32x4.pmax(f32x4.add(left, leftBias), low), high);
      right = f32x4.pmin(f32x4.pmax(f32x4.add(right, rightBias), low), high);
    }
    v128.store(to, left);
    v128.store(to, right, 16);
  }
}
