/** Random numbers by counter, as src/engine/worker/{counter,random,normal}.ts draw them, bit for bit. */
import { loadPart, storePart } from "./vectors";

/** Four words in a row: a hash of key and index (lowbias32 by Chris Wellons). */
function words4(key: i32, index: i32): v128 {
  const indices = i32x4.add(i32x4.splat(index), i32x4(0, 1, 2, 3));
  let h = i32x4.add(i32x4.splat(key), i32x4.mul(indices, i32x4.splat(0x9e3779b9)));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x21f0aaad));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(0x735a2d97));
  return v128.xor(h, i32x4.shr_u(h, 15));
}

/** y = x · kept, or 0 where the upper 24 bits of the word are below `threshold`. */
export function dropout(x: usize, y: usize, count: i32, key: i32, threshold: i32, kept: f32): void {
  dropFrom(x, y, count, key, 0, threshold, kept);
}

/** The same for values that are numbered from `first` on. */
export function dropFrom(x: usize, y: usize, count: i32, key: i32, first: i32, threshold: i32, kept: f32): void {
  const limits = i32x4.splat(threshold);
  const factors = f32x4.splat(kept);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const stays = i32x4.ge_s(i32x4.shr_u(words4(key, first + i), 8), limits);
    v128.store(y + ((<usize>i) << 2), v128.and(f32x4.mul(v128.load(x + ((<usize>i) << 2)), factors), stays));
  }
  if (i == count) return;
  const at = (<usize>i) << 2;
  const stays = i32x4.ge_s(i32x4.shr_u(words4(key, first + i), 8), limits);
  storePart(y + at, v128.and(f32x4.mul(loadPart(x + at, count - i, 0), factors), stays), count - i);
}

/**
 * y = x + stddev · noise for all values that fall inside their step of the ziggurat: ninety-nine in a hundred. The numbers of the
 * others go to `left`, and how many there are is the answer. `perPlace` and `widths`: its tables, doubles.
 */
export function gaussianNoise(x: usize, y: usize, count: i32, key: i32, stddev: f32, perPlace: usize, widths: usize, left: usize): i32 {
  let missing = 0;
  for (let i = 0; i < count; i++) {
    let h = key + i * <i32>0x9e3779b9;
    h = (h ^ (h >>> 16)) * 0x21f0aaad;
    h = (h ^ (h >>> 15)) * 0x735a2d97;
    const word = h ^ (h >>> 15);
    const step = (<usize>(word & 255)) << 3;
    const place = (<f64>(word >> 8) + 0.5) * load<f64>(perPlace + step);
    const at = (<usize>i) << 2;
    if (abs(place) < load<f64>(widths + step, 8)) {
      store<f32>(y + at, load<f32>(x + at) + <f32>place * stddev);
    } else {
      store<i32>(left, i);
      left += 4;
      missing++;
    }
  }
  return missing;
}
