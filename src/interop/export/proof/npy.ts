/** Arrays as NumPy keeps them (`.npy`, version 1.0): a header in Python's words, then the values, little-endian. */
import { strToU8 } from "fflate";

export type NpyKind = "f4" | "u1" | "i4";
const bytesOf: Readonly<Record<NpyKind, number>> = { f4: 4, u1: 1, i4: 4 };

export function writeNpy(shape: readonly number[], values: ArrayLike<number>, kind: NpyKind = "f4"): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const order = kind === "u1" ? "|" : "<";
  const words = `{'descr': '${order}${kind}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Values begin at a multiple of 64, behind a line's end.
  const header = `${words.padEnd(Math.ceil((words.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + header.length + values.length * bytesOf[kind]);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  view.setUint16(8, header.length, true);
  bytes.set(strToU8(header), 10);
  const start = 10 + header.length;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (kind === "u1") bytes[start + i] = value;
    else if (kind === "f4") view.setFloat32(start + 4 * i, value, true);
    else view.setInt32(start + 4 * i, value, true);
  }
  return bytes;
}
