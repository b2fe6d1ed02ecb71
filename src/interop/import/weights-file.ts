/** Files of weights alone: safetensors, and NumPy's `.npz`. Every size is checked before a value is read. */
import { strFromU8 } from "fflate";
import { valueOfHalf } from "@/interop/compress/float16";
import { cutWeights, importProblem, wrongStructure, wrongType, type RawTensor } from "@/interop/import/imported-model";
import { jsonOf } from "@/interop/import/untrusted-json";
import { isRecord, listAt, shapeAt, textAt } from "@/interop/import/untyped";

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

function floatsAt(bytes: Uint8Array, begin: number, count: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + begin, count * 4);
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(i * 4, true));
}

function halvesAt(bytes: Uint8Array, begin: number, count: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + begin, count * 2);
  return Float32Array.from({ length: count }, (_, i) => valueOfHalf(view.getUint16(i * 2, true)));
}

/** Eight bytes of length and a brace: no other file begins so. */
export function isSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > 8 && bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0 && bytes[8] === 0x7b;
}

export function readSafetensors(bytes: Uint8Array): readonly LooseTensor[] {
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(0, true);
  if (headerBytes > maxHeaderBytes) throw wrongStructure("safetensors: header");
  if (headerBytes > bytes.length - 8) throw cutWeights("safetensors: header");
  const header = jsonOf(bytes.subarray(8, 8 + headerBytes), "safetensors: header");
  if (!isRecord(header)) throw wrongStructure("safetensors: header");
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  if (entries.length > maxTensors) throw wrongStructure("safetensors: header");
  const start = 8 + headerBytes;
  return entries.map(([name, entry]) => {
    if (!isRecord(entry)) throw wrongStructure(name);
    const dtype = textAt(entry["dtype"], name);
    const bytesEach = dtype === "F32" ? 4 : dtype === "F16" ? 2 : undefined;
    if (bytesEach === undefined) throw wrongType(name, dtype);
    const shape = closedShape(entry["shape"], name);
    const [begin, end] = listAt(entry["data_offsets"], name);
    const count = countOf(shape);
    if (typeof begin !== "number" || !Number.isSafeInteger(begin) || begin < 0 || end !== begin + count * bytesEach) throw wrongStructure(name);
    if (start + begin + count * bytesEach > bytes.length) throw cutWeights(name);
    return { name, shape, data: (bytesEach === 4 ? floatsAt : halvesAt)(bytes, start + begin, count) };
  });
}

const notNpy = (part: string) =>
  importProblem(
    "notNpy",
    {
      en: "{part} in this archive is no array of NumPy. Save with numpy.savez.",
      zh: "此压缩包中的 {part} 不是 NumPy 数组。请用 numpy.savez 保存。",
    },
    { part: part.slice(0, 80) },
  );

/** The parts of a `.npz`, without their ending. */
export function readNpz(parts: ReadonlyMap<string, Uint8Array>): readonly LooseTensor[] {
  return [...parts].map(([part, bytes]) => {
    const name = part.replace(/\.npy$/, "");
    if (bytes.length < 12 || strFromU8(bytes.subarray(1, 6), true) !== "NUMPY") throw notNpy(part);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isFirst = bytes[6] === 1;
    const start = (isFirst ? 10 : 12) + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
    if (start > Math.min(bytes.length, maxHeaderBytes)) throw wrongStructure(part);
    const header = strFromU8(bytes.subarray(isFirst ? 10 : 12, start), true);
    const [, descr = ""] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
    const isHalf = descr === "<f2";
    if (descr !== "<f4" && !isHalf) throw wrongType(name, descr);
    const [, sizes] = /'shape':\s*\(([\d,\s]*)\)/.exec(header) ?? [];
    if (sizes === undefined || !/'fortran_order':\s*False/.test(header)) throw wrongStructure(part);
    const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
    const count = countOf(shape);
    const bytesEach = isHalf ? 2 : 4;
    if (start + count * bytesEach > bytes.length) throw cutWeights(name);
    if (start + count * bytesEach !== bytes.length) throw wrongStructure(part);
    return { name, shape, data: (isHalf ? halvesAt : floatsAt)(bytes, start, count) };
  });
}
