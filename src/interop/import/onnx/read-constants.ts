/** Numbers that a graph names, makes, cuts and joins: shapes, axes, masks. */
import { valuesOf } from "@/interop/import/onnx/axes";
import { needsConstant, unsuitedAttribute, type Call, type Rule } from "@/interop/import/onnx/call";
import { constant, filled, numbers, storedConstant } from "@/interop/import/onnx/constants";
import type { Constant, Fill, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

export const fixed: Rule = (call) => {
  const { attributes } = call.node;
  const tensor = attributes.get("value")?.tensor;
  if (tensor) return storedConstant(tensor);
  const number = attributes.get("value_float")?.float ?? attributes.get("value_int")?.int;
  if (number !== undefined) return constant([], Float64Array.of(number));
  const list = attributes.get("value_floats")?.numbers ?? attributes.get("value_ints")?.numbers;
  if (!list) throw new Unsuited({ en: "it is a constant of another kind than numbers.", zh: "它是非数值的常量。" });
  return constant([list.length], Float64Array.from(list));
};

/** Rows of numbers by their places. */
export function gathered(value: Constant, index: Constant, given: number): Constant {
  const axis = given < 0 ? given + value.shape.length : given;
  const size = value.shape[axis] ?? 1;
  const inner = valuesOf(value.shape.slice(axis + 1));
  const outer = value.data.length / (size * inner);
  const places = [...index.data].map((at) => (at < 0 ? at + size : at));
  if (places.some((at) => !(at >= 0 && at < size))) throw unsuitedAttribute("indices", places.slice(0, 4));
  const data = new (value.data instanceof Float32Array ? Float32Array : Float64Array)(outer * places.length * inner);
  for (let row = 0; row < outer; row++)
    for (const [i, at] of places.entries()) {
      const from = (row * size + at) * inner;
      data.set(value.data.subarray(from, from + inner), (row * places.length + i) * inner);
    }
  return constant([...value.shape.slice(0, axis), ...index.shape, ...value.shape.slice(axis + 1)], data, value.name);
}

/** Places from start to before end, as NumPy counts them. */
export function rangeOf(size: number, start: number, end: number, step: number): readonly number[] {
  const within = (at: number, least: number, most: number) => Math.min(Math.max(at < 0 ? at + size : at, least), most);
  const [from, to] = step > 0 ? [within(start, 0, size), within(end, 0, size)] : [within(start, -1, size - 1), end < -size ? -1 : within(end, -1, size - 1)];
  const count = Math.min(Math.max(0, Math.ceil((to - from) / (step || 1))), 1_000_000);
  return Array.from({ length: count }, (_, i) => from + i * step);
}

/** One behind the other along an axis. */
export function joined(values: readonly Constant[], given: number): Constant {
  const [first] = values;
  const rank = first?.shape.length ?? 1;
  const axis = given < 0 ? given + rank : given;
  const outer = valuesOf((first?.shape ?? []).slice(0, axis));
  const parts = Array.from({ length: outer }, (_, row) =>
    values.flatMap(({ data }) => [...data.subarray((row * data.length) / outer, ((row + 1) * data.length) / outer)]),
  ).flat();
  const shape = (first?.shape ?? []).map((size, i) => (i === axis ? values.reduce((sum, value) => sum + (value.shape[i] ?? 0), 0) : size));
  return constant(shape, Float64Array.from(parts));
}

export const constantOfShape: Rule = (call) => {
  const tensor = call.node.attributes.get("value")?.tensor;
  const [value = 0] = tensor?.numbers ?? [];
  const raw = tensor?.raw;
  const isZero = raw === undefined ? value === 0 : raw.every((byte) => byte === 0);
  if (!isZero && raw !== undefined && raw.length === 4) return filled([...call.constant(0).data], new DataView(raw.buffer, raw.byteOffset).getFloat32(0, true));
  return filled([...call.constant(0).data], isZero ? 0 : value);
};
export const range: Rule = (call) => {
  const [start, end, step] = [0, 1, 2].map((i) => call.numberAt(i)) as (number | undefined)[];
  if (start === undefined || end === undefined || step === undefined || !(Math.abs((end - start) / step) < 100_000)) throw needsConstant;
  return numbers(Array.from({ length: Math.max(0, Math.ceil((end - start) / step)) }, (_, i) => start + i * step));
};
export const trilu: Rule = (call) => {
  const value = call.constant(0);
  const [rows = 1, columns = 1] = value.shape.slice(-2);
  const k = call.inputs[1] ? (call.numberAt(1) ?? 0) : 0;
  const isUpper = call.number("upper", 1) === 1;
  const keeps = (i: number) => {
    const [row, column] = [Math.floor(i / columns) % rows, i % columns];
    return isUpper ? column - row >= k : column - row <= k;
  };
  return { ...value, data: value.data.map((number, i) => (keeps(i) ? number : 0)) };
};

/** A fixed value cut along an axis. */
export function splitConstant(call: Call, value: Constant): readonly Value[] {
  const axis = call.number("axis", 0);
  const size = value.shape[axis < 0 ? axis + value.shape.length : axis] ?? 1;
  const count = call.node.outputs.length;
  const sizes = call.listAt("split", 1) ?? Array.from({ length: count }, () => Math.ceil(size / count));
  let from = 0;
  return sizes.map((length) => {
    const part = gathered(value, numbers(rangeOf(size, from, from + length, 1)), axis);
    from += length;
    return part;
  });
}

/** The same number everywhere, put behind itself; undefined where something else is joined. */
export function joinedFills(values: readonly (Value | undefined)[], given: number): Fill | undefined {
  const [first] = values;
  if (first?.kind !== "fill" || !values.every((value) => value?.kind === "fill" && Object.is(value.value, first.value))) return undefined;
  const axis = given < 0 ? given + first.shape.length : given;
  const along = values.reduce((sum, value) => sum + (value?.kind === "fill" ? (value.shape[axis] ?? 0) : 0), 0);
  return { ...first, shape: first.shape.map((size, i) => (i === axis ? along : size)) };
}

/** All sizes times each other, as TensorFlow counts what it reshapes. */
export const reduceProd: Rule = (call) => {
  const value = call.constant(0);
  const axes = call.listAt("axes", 1);
  if (value.shape.length !== 1 || (axes && axes.join() !== "0")) throw unsuitedAttribute("axes", axes);
  const product = [...value.data].reduce((all, size) => all * size, 1);
  return constant(call.number("keepdims", 1) === 1 ? [1] : [], Float64Array.of(product));
};
