/** Files of weights alone: safetensors, and NumPy's `.npz`. Every size is checked before a value is read. */
import { strFromU8 } from "fflate";
import { transposed } from "@/interop/export/arrange";
import { floatsAt, floatTypes, type FloatType } from "@/interop/import/float-types";
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
    if (size === null) throw wrongStructure(where, { en: "a whole number", zh: "整数" }, size);
    return size;
  });

/** PyTorch counts the batches that a normalisation has seen, in whole numbers; no network here needs to know. */
const isCounter = (name: string) => /(^|[./])num_batches_tracked$/.test(name);

/** Eight bytes of length and a brace: no other file begins so. */
export function isSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > 8 && bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0 && bytes[8] === 0x7b;
}

export interface LooseWeights {
  readonly tensors: readonly LooseTensor[];
  /** Which way the program that they are of flattens images, where the file says it. */
  readonly flatten?: FlattenOrder;
}
export type FlattenOrder = "channels_first" | "channels_last";
const flattenOrder = (value: unknown): { flatten?: FlattenOrder } => (value === "channels_first" || value === "channels_last" ? { flatten: value } : {});

const safetensorsTypes: Readonly<Record<string, FloatType | undefined>> = {
  F32: floatTypes.float32,
  F16: floatTypes.float16,
  BF16: floatTypes.bfloat16,
  F64: floatTypes.float64,
};

export function readSafetensors(bytes: Uint8Array): LooseWeights {
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(0, true);
  if (headerBytes > maxHeaderBytes) throw wrongStructure("safetensors: header", { en: "at most 1,000,000 bytes", zh: "不超过 1,000,000 字节" }, headerBytes);
  if (headerBytes > bytes.length - 8) throw cutWeights("safetensors: header");
  const header = jsonOf(bytes.subarray(8, 8 + headerBytes), "safetensors: header");
  if (!isRecord(header)) throw wrongStructure("safetensors: header", { en: "an object", zh: "对象" }, header);
  const { __metadata__: metadata, ...entries } = header;
  const named = Object.entries(entries).filter(([name]) => !isCounter(name));
  if (named.length > maxTensors) throw wrongStructure("safetensors: header", { en: "at most 4,096 tensors", zh: "不超过 4,096 个张量" }, named.length);
  const start = 8 + headerBytes;
  const tensors = named.map(([name, entry]) => {
    if (!isRecord(entry)) throw wrongStructure(name, { en: "an object", zh: "对象" }, entry);
    const dtype = textAt(entry["dtype"], name);
    const type = safetensorsTypes[dtype];
    if (!type) throw wrongType(name, dtype);
    const shape = closedShape(entry["shape"], name);
    const [begin, end] = listAt(entry["data_offsets"], name);
    const count = countOf(shape);
    if (typeof begin !== "number" || !Number.isSafeInteger(begin) || begin < 0 || end !== begin + count * type.bytes)
      throw wrongStructure(
        `${name}.data_offsets`,
        { en: `a place from 0 on and ${count * type.bytes} bytes from there`, zh: `不小于 0 的位置，以及由此起的 ${count * type.bytes} 字节` },
        `${String(begin)} … ${String(end)}`,
      );
    if (start + begin + count * type.bytes > bytes.length) throw cutWeights(name);
    return { name, shape, data: floatsAt(bytes, start + begin, count, type) };
  });
  return { tensors, ...(isRecord(metadata) ? flattenOrder(metadata["flatten"]) : {}) };
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

const numpyTypes: Readonly<Record<string, FloatType | undefined>> = { f4: floatTypes.float32, f2: floatTypes.float16, f8: floatTypes.float64 };

/** The parts of a `.npz`, without their ending. */
export function readNpz(parts: ReadonlyMap<string, Uint8Array>): readonly LooseTensor[] {
  return [...parts].filter(([part]) => !isCounter(part.replace(/\.npy$/, ""))).map(([part, bytes]) => npyArray(part, bytes));
}

function npyArray(part: string, bytes: Uint8Array): LooseTensor {
  const name = part.replace(/\.npy$/, "");
  if (bytes.length < 12 || strFromU8(bytes.subarray(1, 6), true) !== "NUMPY") throw notNpy(part);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirst = bytes[6] === 1;
  const start = (isFirst ? 10 : 12) + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > Math.min(bytes.length, maxHeaderBytes))
    throw wrongStructure(part, { en: "a header within the file, of at most 1,000,000 bytes", zh: "位于文件之内、不超过 1,000,000 字节的文件头" }, start);
  const header = strFromU8(bytes.subarray(isFirst ? 10 : 12, start), true);
  const [, descr = ""] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
  if (descr.includes("O")) throw objectArray(name);
  const type = /^[<>]/.test(descr) ? numpyTypes[descr.slice(1)] : undefined;
  if (!type) throw wrongType(name, descr);
  const [, sizes] = /'shape':\s*\(([\d,\s]*)\)/.exec(header) ?? [];
  const [, byColumns] = /'fortran_order':\s*(True|False)/.exec(header) ?? [];
  if (sizes === undefined || byColumns === undefined)
    throw wrongStructure(part, { en: "a shape, and whether it lies by columns", zh: "形状以及是否按列存放" }, header.trim());
  const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
  const count = countOf(shape);
  if (start + count * type.bytes > bytes.length) throw cutWeights(name);
  if (start + count * type.bytes !== bytes.length)
    throw wrongStructure(part, { en: `${start + count * type.bytes} bytes`, zh: `${start + count * type.bytes} 字节` }, bytes.length);
  const data = floatsAt(bytes, start, count, type, descr.startsWith("<"));
  if (byColumns === "False") return { name, shape, data };
  return transposed(
    { name, shape: shape.toReversed(), data },
    shape.map((_, axis) => shape.length - 1 - axis),
  );
}

/** Arrays of Python's objects are kept as a pickle. */
const objectArray = (name: string) =>
  importProblem(
    "objectArray",
    {
      en: "The array {name} holds Python objects, which NumPy keeps as a program; numbers are read. Save each tensor as an array of its own: numpy.savez(path, **weights).",
      zh: "数组 {name} 含有 Python 对象，NumPy 将其存为程序；这里只读取数字。请把每个张量单独存为数组：numpy.savez(path, **weights)。",
    },
    { name: name.slice(0, 80) },
  );
