/** Files of weights alone: safetensors, and NumPy's `.npz`. Every size is checked before a value is read. */
import { strFromU8 } from "fflate";
import { importProblem, wrongStructure, type RawTensor } from "@/interop/import/imported-model";
import { isRecord, listAt, shapeAt, textAt } from "@/interop/import/untyped";
import { checkUntrusted, parseJson } from "@/project/untrusted";

export interface LooseTensor extends RawTensor {
  readonly name: string;
}

const maxHeaderBytes = 1_000_000;
const maxTensors = 4096;

const countOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
const closedShape = (value: unknown, where: string) =>
  shapeAt(value, where).map((size) => {
    if (size === null) throw wrongStructure(where);
    return size;
  });

function wrongType(name: string, dtype: string) {
  return importProblem(
    "wrongType",
    { en: "The values {name} are of the type {dtype}; floats of 32 bits are read.", zh: "数值 {name} 的类型为 {dtype}，只读取 32 位浮点数。" },
    { name: name.slice(0, 80), dtype: dtype.slice(0, 40) },
  );
}

function floatsAt(bytes: Uint8Array, begin: number, count: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + begin, count * 4);
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(i * 4, true));
}

/** Eight bytes of length and a brace: no other file begins so. */
export function isSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > 8 && bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0 && bytes[8] === 0x7b;
}

export function readSafetensors(bytes: Uint8Array): readonly LooseTensor[] {
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(0, true);
  if (headerBytes > Math.min(bytes.length - 8, maxHeaderBytes)) throw wrongStructure("safetensors: header");
  const header = parseJson(strFromU8(bytes.subarray(8, 8 + headerBytes)));
  checkUntrusted(header);
  if (!isRecord(header)) throw wrongStructure("safetensors: header");
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  if (entries.length > maxTensors) throw wrongStructure("safetensors: header");
  const start = 8 + headerBytes;
  return entries.map(([name, entry]) => {
    if (!isRecord(entry)) throw wrongStructure(name);
    const dtype = textAt(entry["dtype"], name);
    if (dtype !== "F32") throw wrongType(name, dtype);
    const shape = closedShape(entry["shape"], name);
    const [begin, end] = listAt(entry["data_offsets"], name);
    const count = countOf(shape);
    if (typeof begin !== "number" || !Number.isSafeInteger(begin) || begin < 0 || end !== begin + count * 4 || start + begin + count * 4 > bytes.length)
      throw wrongStructure(name);
    return { name, shape, data: floatsAt(bytes, start + begin, count) };
  });
}

/** The parts of a `.npz`, without their ending. */
export function readNpz(parts: ReadonlyMap<string, Uint8Array>): readonly LooseTensor[] {
  return [...parts].map(([part, bytes]) => {
    const name = part.replace(/\.npy$/, "");
    if (bytes.length < 12 || strFromU8(bytes.subarray(1, 6), true) !== "NUMPY") throw wrongStructure(part);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isFirst = bytes[6] === 1;
    const start = (isFirst ? 10 : 12) + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
    if (start > Math.min(bytes.length, maxHeaderBytes)) throw wrongStructure(part);
    const header = strFromU8(bytes.subarray(isFirst ? 10 : 12, start), true);
    const [, descr = ""] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
    if (descr !== "<f4") throw wrongType(name, descr);
    const [, sizes] = /'shape':\s*\(([\d,\s]*)\)/.exec(header) ?? [];
    if (sizes === undefined || !/'fortran_order':\s*False/.test(header)) throw wrongStructure(part);
    const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
    const count = countOf(shape);
    if (start + count * 4 !== bytes.length) throw wrongStructure(part);
    return { name, shape, data: floatsAt(bytes, start, count) };
  });
}
