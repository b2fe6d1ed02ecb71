/** IEEE 754 half precision: 11 bits of mantissa, from 2⁻²⁴ to 65,504. */

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The bits of the nearest half, halfway cases to the even one; what is too large becomes infinite. */
export function halfBits(value: number): number {
  float[0] = value;
  const whole = bits[0] as number;
  const sign = (whole >>> 16) & 0x8000;
  const size = whole & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00;
  // From halfway between the largest half and what would come next.
  if (size >= 0x477ff000) return sign | 0x7c00;
  // Smaller than the smallest normal half, whose last place is worth 2⁻²⁴: `Math.round` would send halves up.
  if (size < 0x38800000) return sign | toEven(Math.abs(float[0] as number) * 2 ** 24);
  const rounded = size + 0xfff + ((size >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

function toEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

export function valueOfHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? mantissa * 2 ** -24 : (1 + mantissa / 1024) * 2 ** (exponent - 15));
}

/** Little-endian. */
export function halfBytes(data: Float32Array): Uint8Array {
  const bytes = new Uint8Array(data.length * 2);
  const view = new DataView(bytes.buffer);
  data.forEach((value, i) => view.setUint16(i * 2, halfBits(value), true));
  return bytes;
}
