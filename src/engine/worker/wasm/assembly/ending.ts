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

/** Eight sums of one row. `out` + `entry`: where the address of the row stands; `target`: bytes from there to the first column. */
export function emit(out: usize, entry: usize, target: usize, left: v128, right: v128, ending: usize): void {
  const to = target + <usize>load<u32>(out + entry);
  const how = load<i32>(ending);
  if ((how & accumulate) !== 0) {
    left = f32x4.add(left, v128.load(to));
    right = f32x4.add(right, v128.load(to, 16));
  }
  if ((how & finish) !== 0) {
    const bias = <usize>load<u32>(ending, 12);
    if (bias !== 0) {
      left = f32x4.add(left, v128.load(bias));
      right = f32x4.add(right, v128.load(bias, 16));
    }
    const low = v128.load32_splat(ending, 4);
    const high = v128.load32_splat(ending, 8);
    // The pseudo forms take their first operand when the comparison fails, so NaN stays NaN.
    left = f32x4.pmin(f32x4.pmax(left, low), high);
    right = f32x4.pmin(f32x4.pmax(right, low), high);
  }
  v128.store(to, left);
  v128.store(to, right, 16);
}
