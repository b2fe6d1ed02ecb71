/** Kinds of floats that files of weights hold, read as float32. */
import { valueOfHalf } from "@/interop/compress/float16";

export interface FloatType {
  readonly bytes: number;
  readonly value: (view: DataView, at: number, isLittle: boolean) => number;
}

const float = new DataView(new ArrayBuffer(4));
/** The upper half of a float32. */
function valueOfBrain(bits: number): number {
  float.setUint32(0, bits * 0x10000);
  return float.getFloat32(0);
}

export const floatTypes = {
  float32: { bytes: 4, value: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  float16: { bytes: 2, value: (view, at, isLittle) => valueOfHalf(view.getUint16(at, isLittle)) },
  bfloat16: { bytes: 2, value: (view, at, isLittle) => valueOfBrain(view.getUint16(at, isLittle)) },
  float64: { bytes: 8, value: (view, at, isLittle) => view.getFloat64(at, isLittle) },
} as const satisfies Readonly<Record<string, FloatType>>;

/** `count` values from `begin` on, which the caller has seen to lie within `bytes`. */
export function floatsAt(bytes: Uint8Array, begin: number, count: number, { bytes: each, value }: FloatType, isLittle = true): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + begin, count * each);
  return Float32Array.from({ length: count }, (_, i) => value(view, i * each, isLittle));
}
