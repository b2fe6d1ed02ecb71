/** Bytes as floats: pixels on their way into a batch. */

/** y[i] = x[i] · scale. */
export function bytesToFloats(x: usize, y: usize, count: i32, scale: f32): void {
  const scales = f32x4.splat(scale);
  let i = 0;
  for (; i + 16 <= count; i += 16, y += 64) {
    const bytes = v128.load(x + <usize>i);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    v128.store(y, f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(low)), scales));
    v128.store(y, f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(low)), scales), 16);
    v128.store(y, f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(high)), scales), 32);
    v128.store(y, f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(high)), scales), 48);
  }
  for (; i < count; i++, y += 4) store<f32>(y, <f32>load<u8>(x + <usize>i) * scale);
}
