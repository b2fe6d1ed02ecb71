/** Numbers that an ONNX graph computes from numbers alone: shapes, axes, masks. Large ones that are the same everywhere stay one number. */
import type { StoredTensor } from "@/interop/import/onnx/onnx-model";
import { externalData, shortExternalData, tooMuchOnnx, wrongOnnx } from "@/interop/import/onnx/onnx-problems";
import { floatTypes } from "@/interop/import/float-types";
import { importProblem, wrongType } from "@/interop/import/imported-model";
import type { Constant, Fill } from "@/interop/import/onnx/values";
import { valuesOf } from "@/interop/import/onnx/axes";
import { transposed } from "@/interop/export/arrange";

/** Five million parameters, and what else a file may keep. */
const maxValues = 20_000_000;
/** What is computed here are shapes and masks. */
const maxComputed = 1_000_000;

export const constant = (shape: readonly number[], data: Constant["data"], name?: string): Constant => ({
  kind: "constant",
  shape,
  data,
  ...(name === undefined ? {} : { name }),
});
export const numbers = (values: readonly number[]): Constant => constant([values.length], Float64Array.from(values));

interface Kind {
  readonly bytes: number;
  readonly isFloat: boolean;
  readonly read: (view: DataView, at: number) => number;
}
/** By ONNX's number of the type. */
const kinds: Readonly<Record<number, Kind | undefined>> = {
  1: { bytes: 4, isFloat: true, read: (view, at) => view.getFloat32(at, true) },
  2: { bytes: 1, isFloat: false, read: (view, at) => view.getUint8(at) },
  3: { bytes: 1, isFloat: false, read: (view, at) => view.getInt8(at) },
  6: { bytes: 4, isFloat: false, read: (view, at) => view.getInt32(at, true) },
  7: { bytes: 8, isFloat: false, read: (view, at) => Number(view.getBigInt64(at, true)) },
  9: { bytes: 1, isFloat: false, read: (view, at) => view.getUint8(at) },
  10: { bytes: 2, isFloat: true, read: (view, at) => floatTypes.float16.value(view, at, true) },
  11: { bytes: 8, isFloat: true, read: (view, at) => view.getFloat64(at, true) },
  16: { bytes: 2, isFloat: true, read: (view, at) => floatTypes.bfloat16.value(view, at, true) },
};
const typeNames: Readonly<Record<number, string | undefined>> = { 8: "string", 17: "float8e4m3fn", 19: "float8e5m2", 21: "uint4", 22: "int4" };
/** Types whose listed numbers are the bits of a value. */
const areBits = (type: number) => type === 10 || type === 16;

/** Files that lie beside the model, by their names. */
export type Beside = ReadonlyMap<string, Uint8Array>;

/** The bytes of a value that is kept in another file. */
function bytesBeside({ name, external }: StoredTensor, expected: number, beside: Beside): Uint8Array | undefined {
  if (!external) return undefined;
  const { location, offset, length = expected } = external;
  const file = beside.get(location) ?? [...beside].find(([other]) => other.split("/").at(-1) === location.split("/").at(-1))?.[1];
  if (!file) throw externalData(location);
  if (!Number.isSafeInteger(offset) || offset < 0 || length !== expected || offset + length > file.length)
    throw shortExternalData(location, name, { from: offset, expected, came: file.length });
  return file.subarray(offset, offset + length);
}

/** Every size is looked at before a value is read. */
export function storedConstant(stored: StoredTensor, beside: Beside = new Map()): Constant {
  const { name, type, shape, numbers: listed } = stored;
  const kind = kinds[type];
  if (!kind) throw wrongType(name || "?", typeNames[type] ?? String(type));
  const count = valuesOf(shape);
  if (count > maxValues) throw tooMuchOnnx("values", maxValues);
  const raw = bytesBeside(stored, count * kind.bytes, beside) ?? stored.raw;
  const length = raw === undefined ? listed.length : raw.length / kind.bytes;
  if (length !== count)
    throw importProblem(
      "wrongShape",
      { en: "The values {name} should be {expected} by their shape; {received} came.", zh: "数值 {name} 按形状应有 {expected} 个，实有 {received} 个。" },
      { name: name.slice(0, 80) || "?", expected: count, received: length },
    );
  const data = kind.isFloat ? new Float32Array(count) : new Float64Array(count);
  if (raw === undefined) data.set(areBits(type) ? valuesOfBits(listed, kind) : listed);
  else {
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let i = 0; i < count; i++) data[i] = kind.read(view, i * kind.bytes);
  }
  return constant(shape, data, name);
}

function valuesOfBits(bits: readonly number[], { read }: Kind): readonly number[] {
  const view = new DataView(new ArrayBuffer(2));
  return bits.map((value) => {
    view.setUint16(0, value, true);
    return read(view, 0);
  });
}

/** One number that stands everywhere; undefined where there are several. */
export function onlyNumber(value: Constant | Fill): number | undefined {
  if (value.kind === "fill") return value.value;
  const [first] = value.data;
  return first !== undefined && value.data.every((number) => Object.is(number, first)) ? first : undefined;
}

export function filled(shape: readonly number[], value: number): Constant | Fill {
  const count = valuesOf(shape);
  if (shape.some(Number.isNaN) || count > 4096) return { kind: "fill", shape, value };
  return constant(shape, new Float64Array(count).fill(value));
}

/** NumPy's rule for shapes that are spread over each other; undefined where they cannot be. */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const sizes = Array.from({ length: rank }, (_, i) => [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1] as const);
  if (sizes.some(([one, other]) => one !== other && one !== 1 && other !== 1)) return undefined;
  return sizes.map(([one, other]) => (one === 1 ? other : one));
}

/** The same numbers spread over a larger shape. */
export function spread(value: Constant, shape: readonly number[]): Constant {
  const count = valuesOf(shape);
  if (count > maxComputed) throw tooMuchOnnx("computed values", maxComputed);
  const own = shape.map((_, i) => value.shape[i - shape.length + value.shape.length] ?? 1);
  const strides = own.map((size, axis) => (size === 1 ? 0 : own.slice(axis + 1).reduce((product, next) => product * next, 1)));
  const data = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let [rest, at] = [i, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      at += (rest % size) * (strides[axis] ?? 0);
      rest = Math.floor(rest / size);
    }
    data[i] = value.data[at] ?? 0;
  }
  return constant(shape, data);
}

const truth = (value: boolean) => (value ? 1 : 0);
export const binary: Readonly<Record<string, ((a: number, b: number) => number) | undefined>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Mod: (a, b) => ((a % b) + b) % b,
  Min: Math.min,
  Max: Math.max,
  Equal: (a, b) => truth(a === b),
  Less: (a, b) => truth(a < b),
  LessOrEqual: (a, b) => truth(a <= b),
  Greater: (a, b) => truth(a > b),
  GreaterOrEqual: (a, b) => truth(a >= b),
  And: (a, b) => truth(a !== 0 && b !== 0),
  Or: (a, b) => truth(a !== 0 || b !== 0),
};
export const unary: Readonly<Record<string, ((x: number) => number) | undefined>> = {
  Sqrt: Math.sqrt,
  Neg: (x) => -x,
  Abs: Math.abs,
  Exp: Math.exp,
  Log: Math.log,
  Floor: Math.floor,
  Ceil: Math.ceil,
  Reciprocal: (x) => 1 / x,
  Not: (x) => truth(x === 0),
};

export function combined(op: (a: number, b: number) => number, a: Constant | Fill, b: Constant | Fill): Constant | Fill {
  const shape = broadcastShape(a.shape.map(one), b.shape.map(one));
  if (!shape) throw wrongOnnx("shapes", { en: "sizes that are alike or one", zh: "相同或为 1 的尺寸" }, `[${a.shape.join(", ")}] [${b.shape.join(", ")}]`);
  if (a.kind === "fill" || b.kind === "fill") {
    const [x, y] = [onlyNumber(a), onlyNumber(b)];
    if (x === undefined || y === undefined)
      throw wrongOnnx("shapes", { en: "one number where a size is open", zh: "尺寸未定处为单一数值" }, { en: "several", zh: "多个数值" });
    return { kind: "fill", shape: shape.map((size) => (size < 0 ? Number.NaN : size)), value: op(x, y) };
  }
  const [left, right] = [spread(a, shape), spread(b, shape)];
  return constant(
    shape,
    left.data.map((x, i) => op(x, right.data[i] ?? 0)),
  );
}
/** The batch as a number that equals itself. */
const one = (size: number) => (Number.isNaN(size) ? -1 : size);

/** `[2, 0, 1]`: axis i of the result was axis `perm[i]`. */
export function turnedConstant(value: Constant, perm: readonly number[]): Constant {
  const { shape, data } = transposed({ name: "", shape: value.shape, data: value.data as Float32Array }, perm);
  return { ...constant(shape, data), ...(value.name === undefined ? {} : { name: value.name }) };
}
