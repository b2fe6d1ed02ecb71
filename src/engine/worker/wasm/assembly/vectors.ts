/** Vectors of four at the ragged end of an array: as many lanes as there are values left. */

/** The first `count` (1 to 3) values at `at`; the other lanes hold `rest`. */
export function loadPart(at: usize, count: i32, rest: f32): v128 {
  let four = f32x4.splat(rest);
  four = f32x4.replace_lane(four, 0, load<f32>(at));
  if (count > 1) four = f32x4.replace_lane(four, 1, load<f32>(at, 4));
  if (count > 2) four = f32x4.replace_lane(four, 2, load<f32>(at, 8));
  return four;
}

export function storePart(at: usize, four: v128, count: i32): void {
  store<f32>(at, f32x4.extract_lane(four, 0));
  if (count > 1) store<f32>(at, f32x4.extract_lane(four, 1), 4);
  if (count > 2) store<f32>(at, f32x4.extract_lane(four, 2), 8);
}

export function sumLanes(four: v128): f32 {
  const pairs = f32x4.add(four, v128.shuffle<i64>(four, four, 1, 0));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Up to four values at `at`, of the `left` that are there; the other lanes hold 0. */
export function loadUpTo4(at: usize, left: i32): v128 {
  return left >= 4 ? v128.load(at) : loadPart(at, left, 0);
}

export function storeUpTo4(at: usize, four: v128, left: i32): void {
  if (left >= 4) v128.store(at, four);
  else storePart(at, four, left);
}
