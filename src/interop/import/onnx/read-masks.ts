/** Which steps are padding, as our own files work it out: comparisons, and what is multiplied, added up and divided by them. */
import type { EveryStep, StepMask } from "@/interop/export/masks";
import { isBatch, seenShape } from "@/interop/import/onnx/axes";
import type { Call } from "@/interop/import/onnx/call";
import { onlyNumber } from "@/interop/import/onnx/constants";
import { tensorOf } from "@/interop/import/onnx/drawing";
import { pooledGlobally } from "@/interop/import/onnx/read-windows";
import type { Mask, Tensor, Test, Value } from "@/interop/import/onnx/values";

const comparisons: Readonly<Record<string, Test["is"] | undefined>> = { Equal: "equal", GreaterOrEqual: "atLeast", Less: "below" };

/** A tensor held against a number. */
export function comparison(call: Call): Value | undefined {
  const a = call.value(0);
  const value = call.numberAt(1);
  const is = comparisons[call.node.op];
  if (call.node.op === "And") return betweenOf(a, call.value(1));
  return a.kind === "tensor" && is && value !== undefined ? { kind: "test", of: a, is, value } : undefined;
}
function betweenOf(a: Value, b: Value): Value | undefined {
  if (a.kind !== "test" || b.kind !== "test" || a.of.layer !== b.of.layer || a.is !== "atLeast" || b.is !== "below" || a.value !== 0) return undefined;
  return { kind: "test", of: a.of, is: "between", value: a.value, below: b.value };
}

export const negated = (value: Value): Value | undefined => (value.kind === "test" && value.is === "equal" ? { ...value, is: "differs" } : undefined);

/** Tokens where they are rows of a table, another number elsewhere. */
export function chosenRows(chosen: Value | undefined, whenTrue: Value, otherwise: number | undefined): Value | undefined {
  if (chosen?.kind !== "test" || chosen.is !== "between" || whenTrue.kind !== "tensor" || whenTrue.layer !== chosen.of.layer || otherwise === undefined)
    return undefined;
  return { kind: "rows", of: whenTrue, rows: chosen.below ?? 0, otherwise };
}

/** Ones where tokens are no padding, once a comparison is made into numbers. */
export function castTest(value: Value): Value | undefined {
  if (value.kind !== "test" || value.is !== "differs") return undefined;
  const { of } = value;
  const steps = seenShape(of)[1] ?? 0;
  return seenShape(of).length === 2 && value.value === 0 ? { kind: "mask", mask: { kind: "tokens", of: of.layer.id, steps }, form: "steps" } : value;
}

/** The steps that hold something else than the value. */
export function reducedTest(value: Value, axes: readonly number[] | undefined, keeps: boolean): Value | undefined {
  if (value.kind !== "test" || value.is !== "differs" || axes?.length !== 1 || axes[0] !== 2) return undefined;
  const { layer } = value.of;
  const mask: StepMask = { kind: "values", of: layer.id, value: value.value, steps: seenShape(value.of)[1] ?? 0 };
  return { kind: "mask", mask, form: keeps ? "column" : "steps" };
}

/** Axes of one beside the steps; and the steps first. */
export function unsqueezedMask({ mask, form }: Mask, axes: readonly number[]): Value | undefined {
  if (form !== "steps") return undefined;
  return axes.join() === "2" ? { kind: "mask", mask, form: "column" } : axes.join() === "1,2" ? { kind: "mask", mask, form: "keys" } : undefined;
}
export const turnedMask = (value: Mask, perm: readonly number[]): Value | undefined =>
  value.form === "column" && perm.join() === "1,0,2" ? { ...value, form: "turned" } : undefined;
/** [N, T] has that shape; a mask of one batch and its steps. */
export const maskShape = ({ mask }: Mask): readonly number[] => [Number.NaN, mask.steps];

/** Counts where it does in any of them. */
export function unitedMasks(values: readonly (Value | undefined)[]): Value | undefined {
  const masks = values.flatMap((value) => (value?.kind === "mask" && value.form === "steps" ? [value.mask] : []));
  const [first] = masks;
  return first && masks.length === values.length ? { kind: "mask", mask: { kind: "union", masks, steps: first.steps }, form: "steps" } : undefined;
}
/** One behind the other; ones stand for steps that all count, whosever they are. */
export function joinedMasks(values: readonly (Value | undefined)[]): Value | undefined {
  if (!values.some((value) => value?.kind === "mask")) return undefined;
  const parts: (StepMask | EveryStep)[] = [];
  for (const value of values) {
    if (value?.kind === "mask" && value.form === "steps") parts.push(value.mask);
    else if (value?.kind === "fill" && value.value === 1 && value.shape.length === 2 && isBatch(value.shape[0]))
      parts.push({ kind: "all", of: "", steps: value.shape[1] ?? 0 });
    else return undefined;
  }
  const steps = parts.reduce((sum, part) => sum + part.steps, 0);
  return { kind: "mask", mask: { kind: "joined", masks: parts, steps }, form: "steps" };
}

/** Sums over the steps. */
export function summed(value: Value, axes: readonly number[] | undefined, keeps: boolean): Value | undefined {
  if (axes?.length !== 1 || axes[0] !== 1) return undefined;
  if (value.kind === "masked" && !keeps) return { ...value, kind: "maskedSum" };
  return value.kind === "mask" && value.form === "steps" && keeps ? { kind: "count", mask: value.mask } : undefined;
}

/** Steps of masks among the operators of two values. */
export function maskStep(call: Call, op: string, a: Value, b: Value): Value | undefined {
  const isOne = (value: Value) => (value.kind === "constant" || value.kind === "fill") && onlyNumber(value) === 1;
  if (op === "Max" && a.kind === "count" && isOne(b)) return a;
  if (op === "Max") return unitedMasks([a, b]);
  if (op === "Div" && a.kind === "maskedSum" && b.kind === "count" && JSON.stringify(a.mask) === JSON.stringify(b.mask))
    return tensorOf(pooledGlobally(call.drawing, a.of, "Average", [a.mask]));
  if (op !== "Mul" || b.kind !== "mask" || b.form !== "column") return undefined;
  return maskedTensor(call, call.drawn(a), b.mask);
}

function maskedTensor(call: Call, x: Tensor, mask: StepMask): Value {
  const { layer } = x;
  const isOwn =
    layer.isCleared !== true &&
    layer.className === "Bidirectional" &&
    layer.config["returnSequences"] === true &&
    JSON.stringify(layer.reads?.[0]) === JSON.stringify(mask);
  // Two directions clear the steps that do not count by themselves.
  if (isOwn) return { ...x, layer: call.drawing.changed(layer, { isCleared: true }) };
  if (mask.kind !== "values" || mask.of !== layer.id) return { kind: "masked", of: x, mask };
  return tensorOf(call.drawing.add("Masking", { maskValue: mask.value }, [call.drawing.plain(x)], { shape: layer.shape }));
}
