/** Operators of single values, and of two: what they are depends on what they meet. */
import { sameSizes } from "@/interop/import/onnx/axes";
import { type Call, type Rule } from "@/interop/import/onnx/call";
import { binary, combined, constant, spread, broadcastShape, unary } from "@/interop/import/onnx/constants";
import { activated, scalarOps } from "@/interop/import/onnx/curves";
import { tensorOf } from "@/interop/import/onnx/drawing";
import { attentionStep, filledScores, softmaxedScores } from "@/interop/import/onnx/read-attention";
import { withBias, withPositions } from "@/interop/import/onnx/read-dense";
import { chosenRows, comparison, maskStep, negated, unitedMasks } from "@/interop/import/onnx/read-masks";
import { normalStep, scaledNormal, scaledRow, shiftedNormal, softmaxAxis, statisticRoot } from "@/interop/import/onnx/read-normalizations";
import { mergedRuns } from "@/interop/import/onnx/read-recurrent";
import type { Constant, Curve, Fill, Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

const otherFunction = (op: string) =>
  new Unsuited({
    en: `${op} with these numbers is none of Layerlab's functions.`,
    zh: `${op} 与这些数值的组合不是 Layerlab 的函数。`,
  });

/** A function of what comes in, put behind the one before. */
function curve(call: Call, value: Value, of: (x: number) => number, parts?: () => Tensor): Curve {
  const base = value.kind === "curve" ? value.base : call.drawn(value);
  const at = value.kind === "curve" ? (x: number) => of(value.at(x)) : of;
  // Where the whole has no name, the function before is drawn by itself and this one behind it.
  const behind = () => {
    if (value.kind !== "curve") throw otherFunction(call.node.op);
    return call.drawn(curve(call, call.drawn(value), of));
  };
  return { kind: "curve", base, at, parts: parts ?? behind };
}

export const scalar: Rule = (call) => {
  const { op } = call.node;
  const value = call.value(0);
  const fold = unary[op];
  if (value.kind === "constant" && fold) return { ...value, data: value.data.map(fold) };
  if (value.kind === "fill" && fold) return { ...value, value: fold(value.value) };
  const special = statisticRoot(value, op) ?? (op === "Not" ? negated(value) : undefined);
  if (special) return special;
  const function_ = scalarOps[op]?.(
    (name, absent) => call.number(name, absent),
    (name) => call.text(name),
  );
  if (!function_) throw otherFunction(op);
  return curve(call, value, function_);
};

export const clip: Rule = (call) => {
  const least = call.inputs[1] ? (call.numberAt(1) ?? Number.NaN) : call.number("min", -Infinity);
  const most = call.inputs[2] ? (call.numberAt(2) ?? Number.NaN) : call.number("max", Infinity);
  return curve(call, call.value(0), (x) => Math.min(Math.max(x, least), most));
};

export const softmax: Rule = (call) => {
  const value = call.value(0);
  if (value.kind === "scores") return softmaxedScores(call, value);
  const x = call.drawn(value);
  softmaxAxis(call, x);
  const source = call.drawing.onAxes(x, x.order);
  return { ...x, layer: activated(call.drawing, source, "softmax"), view: source.shape };
};

const isFixed = (value: Value): value is Constant | Fill => value.kind === "constant" || value.kind === "fill";

export const arithmetic: Rule = (call) => {
  const { op } = call.node;
  if (call.inputs.length !== 2) return variadic(call);
  const [a, b] = [call.value(0), call.value(1)];
  const function_ = binary[op];
  if (isFixed(a) && isFixed(b) && function_) return combined(function_, a, b);
  const step =
    comparison(call) ??
    maskStep(call, op, a, b) ??
    (op === "Mul" ? maskStep(call, op, b, a) : undefined) ??
    attentionStep(call, op, a, b) ??
    normalStep(call, op, a, b);
  if (step) return step;
  const numbers = isFixed(b) ? b : isFixed(a) ? a : undefined;
  if (!function_) throw otherFunction(op);
  return numbers ? withNumbers(call, isFixed(b) ? a : b, numbers, isFixed(b)) : merged(call, op, function_);
};

/** A layer's answer and fixed numbers: a bias, a scale behind a normalisation, places of steps, or a part of a function. */
function withNumbers(call: Call, value: Value, numbers: Constant | Fill, isSecond: boolean): Value {
  const { op } = call.node;
  const function_ = binary[op];
  const only = call.numberAt(isSecond ? 1 : 0);
  if (numbers.kind === "constant" && numbers.data.length > 0) {
    if (value.kind === "normal" && op === "Mul") return scaledNormal(call.drawing, value, numbers);
    const scaled = op === "Mul" && only === undefined ? scaledRow(call.drawing, call.drawn(value), numbers) : undefined;
    if (scaled) return scaled;
    // A function is only drawn as a layer where nothing can be put behind it.
    const isRow = value.kind !== "curve" || numbers.data.length > 1;
    const x = op === "Add" && isRow ? call.drawn(value) : undefined;
    const found = x && (withBias(call.drawing, x, numbers) ?? shiftedNormal(call.drawing, x, numbers) ?? withPositions(call.drawing, x, numbers));
    if (found) return found;
  }
  if (only === undefined || !function_) throw otherFunction(op);
  return curve(call, value, isSecond ? (x) => function_(x, only) : (x) => function_(only, x));
}

const layerOfOp: Readonly<Record<string, string | undefined>> = { Add: "Add", Sum: "Add", Mul: "Multiply", Max: "Maximum", Mean: "Average" };

/** Two answers put together. */
function merged(call: Call, op: string, function_: (a: number, b: number) => number): Value {
  const [a, b] = [call.value(0), call.value(1)];
  const pair = op === "Add" || op === "Mul" ? mergedRuns(call.drawing, [a, b], op === "Add" ? "sum" : "mul") : undefined;
  if (pair) return pair;
  const [x, y] = [a, b].map((value) => (value.kind === "curve" ? value : undefined));
  const [left, right] = [x?.base ?? call.drawn(a), y?.base ?? call.drawn(b)];
  if (left.layer !== right.layer || left.order.join() !== right.order.join() || !sameSizes(left.view, right.view)) return mergedLayers(call);
  const [f, g] = [x?.at ?? identity, y?.at ?? identity];
  return { kind: "curve", base: left, at: (value) => function_(f(value), g(value)), parts: () => mergedLayers(call) };
}
const identity = (x: number) => x;

function mergedLayers(call: Call): Tensor {
  const className = layerOfOp[call.node.op];
  if (className === undefined) throw otherFunction(call.node.op);
  const tensors = call.inputs.map((_, i) => call.tensor(i));
  const [first] = tensors;
  if (!first) throw otherFunction(call.node.op);
  if (tensors.length === 1) return first;
  const sources = tensors.map((x) => call.drawing.onAxes(x, first.order));
  const rank = first.order.length;
  if (tensors.some((x) => x.order.length !== rank)) throw otherFunction(call.node.op);
  const shape = (sources[0]?.shape ?? []).map((size, i) =>
    sources.reduce((most, source) => ((source.shape[i] ?? 1) > most ? (source.shape[i] ?? 1) : most), size),
  );
  return tensorOf(call.drawing.add(className as "Add", {}, sources, { shape }), first.order);
}

export const variadic: Rule = (call) => {
  const { op } = call.node;
  const masks = op === "Max" ? unitedMasks(call.inputs) : undefined;
  return masks ?? mergedLayers(call);
};

export const where: Rule = (call) => {
  const [chosen, whenTrue, otherwise] = [call.value(0), call.value(1), call.value(2)];
  if (chosen.kind === "constant" && whenTrue.kind !== "scores" && otherwise.kind !== "scores" && isFixed(whenTrue) && isFixed(otherwise))
    return chosenNumbers(chosen, whenTrue, otherwise);
  const found = chosenRows(chosen, whenTrue, call.numberAt(2)) ?? filledScores(chosen, whenTrue, otherwise);
  if (found) return found;
  throw otherFunction("Where");
};
function chosenNumbers(chosen: Constant, whenTrue: Constant | Fill, otherwise: Constant | Fill): Value {
  const shapes = [whenTrue, otherwise].map((value) => (value.kind === "fill" ? [] : value.shape));
  const shape = shapes.reduce<readonly number[] | undefined>((all, one) => all && broadcastShape(all, one), chosen.shape);
  if (!shape) throw otherFunction("Where");
  const whole = (value: Constant | Fill) => (value.kind === "fill" ? undefined : spread(value, shape));
  const [test, yes, no] = [spread(chosen, shape), whole(whenTrue), whole(otherwise)];
  const from = (value: Constant | Fill, all: Constant | undefined, i: number) => (value.kind === "fill" ? value.value : (all?.data[i] ?? 0));
  return constant(
    shape,
    test.data.map((one, i) => (one === 0 ? from(otherwise, no, i) : from(whenTrue, yes, i))),
  );
}
