/**
 * e to the x, four at a time, right to about one unit in the last place. The argument is brought into ±½·ln 2 (Cody & Waite 1980),
 * where a polynomial of degree 6 is exact enough; its coefficients are those of the Cephes library (Moshier 1989).
 */

/** Beyond, single precision knows only 0 and infinity. */
const lowest: f32 = -104;
const highest: f32 = 89;

/** e^r − 1 for |r| ≤ ½·ln 2. */
export function expm1Near0(r: v128): v128 {
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  return f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r);
}

export function exp4(x: v128): v128 {
  const inRange = f32x4.min(f32x4.max(x, f32x4.splat(lowest)), f32x4.splat(highest));
  const n = f32x4.nearest(f32x4.mul(inRange, f32x4.splat(1.44269504088896341)));
  // ln 2 in two parts: the first has so few bits that its product with n is exact.
  const r = f32x4.sub(f32x4.sub(inRange, f32x4.mul(n, f32x4.splat(0.693359375))), f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  const power = f32x4.add(expm1Near0(r), f32x4.splat(1));
  // 2ⁿ as two factors, since 2¹²⁸ and 2⁻¹⁵⁰ are no numbers of their own.
  const exponent = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(exponent, 1);
  return f32x4.mul(f32x4.mul(power, powerOf2(half)), powerOf2(i32x4.sub(exponent, half)));
}

function powerOf2(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** e^x − 1 without losing what is small. */
export function expm14(x: v128): v128 {
  const isSmall = f32x4.lt(f32x4.abs(x), f32x4.splat(0.34657359));
  return v128.bitselect(expm1Near0(x), f32x4.sub(exp4(x), f32x4.splat(1)), isSmall);
}

/** Near 0 by the polynomial of Cephes, further out by 1 − 2 / (e²ˣ + 1). */
export function tanh4(x: v128): v128 {
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-3.33332819422e-1));
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, square), x), x);
  const double = exp4(f32x4.add(x, x));
  const far = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(double, f32x4.splat(1))));
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), f32x4.splat(0.625)));
}
