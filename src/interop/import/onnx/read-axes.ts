/** Operators that move axes, copy, cut and join: most of them do nothing until a layer needs its values elsewhere. */
import {
  batch,
  isBatch,
  plainAxes,
  reshapedAxes,
  resolvedTarget,
  sameSizes,
  seenShape,
  turnedAxes,
  valuesOf,
  withAxes,
  withoutAxes,
  withoutPlaces,
} from "@/interop/import/onnx/axes";
import { needsConstant, unsuitedAttribute, type Call, type Rule } from "@/interop/import/onnx/call";
import { filled, numbers, spread, turnedConstant } from "@/interop/import/onnx/constants";
import { otherOrder, tensorOf } from "@/interop/import/onnx/drawing";
import { isMoved, mergedPerm, mergedReshape, mergedShape, unmerged } from "@/interop/import/onnx/merged-batch";
import { cutUnits, embedded, pickedUnits } from "@/interop/import/onnx/read-dense";
import { gathered, joined, joinedFills, rangeOf, splitConstant } from "@/interop/import/onnx/read-constants";
import { joinedSteps, openedSteps } from "@/interop/import/onnx/read-frames";
import { castTest, joinedMasks, maskShape, turnedMask, unsqueezedMask } from "@/interop/import/onnx/read-masks";
import { mergedRuns, pickedStates, reversedStates } from "@/interop/import/onnx/read-recurrent";
import type { Constant, Curve, Merged, States, Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

type Moved = Tensor | Curve | States;
type Change = (axes: Tensor | States) => Pick<Tensor, "view" | "order">;
/** The same value on other axes. */
function moved<T extends Moved>(value: T, change: Change): T;
function moved(value: Moved, change: Change): Moved {
  if (value.kind === "curve") return { ...value, base: { ...value.base, ...change(value.base) }, parts: () => ({ ...value.parts(), ...change(value.base) }) };
  return { ...value, ...change(value) };
}
/** What stands on axes: constants are moved by their own rules. */
function movable(call: Call): Moved {
  const value = call.value(0);
  const x = value.kind === "curve" || value.kind === "states" ? value : call.drawn(value);
  if ((x.kind === "tensor" && x.places) || (x.kind === "curve" && x.base.places)) throw otherOrder;
  return x;
}
const axesOf = (value: Moved) => (value.kind === "curve" ? value.base : value);

export const transpose: Rule = (call) => {
  const value = call.value(0);
  const perm = call.list("perm");
  if (value.kind === "merged") return turnedMerged(value, perm);
  if (value.kind === "constant") return turnedConstant(value, perm ?? value.shape.map((_, i) => value.shape.length - 1 - i));
  const turned = value.kind === "mask" && perm ? turnedMask(value, perm) : undefined;
  if (turned) return turned;
  const x = movable(call);
  const rank = axesOf(x).order.length;
  const order = perm ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
  if (order.toSorted((a, b) => a - b).some((axis, i) => axis !== i) || order.length !== rank) throw unsuitedAttribute("perm", order);
  return moved(x, (axes) => turnedAxes(axes, order));
};

function turnedMerged(value: Merged, given: readonly number[] | undefined): Value {
  const { of } = value;
  if (!isMoved(of) || !given) throw unsuitedAttribute("perm", given);
  const { perm, at } = mergedPerm(value, given);
  return { ...value, at, of: moved(of, (axes) => turnedAxes(axes, perm)) };
}

const renamed = (value: Constant, shape: readonly number[]): Value => ({ ...value, shape });

function reshapedTo(given: Call, target: readonly number[]): Value {
  const call = given.with(given.inputs.map((input) => input && unmerged(input)));
  const value = call.value(0);
  if (value.kind === "constant") {
    const rest = target.map((size, i) => (size === 0 ? (value.shape[i] ?? 1) : size));
    const open = rest.indexOf(-1);
    if (open >= 0) rest[open] = value.data.length / valuesOf(rest.filter((_, i) => i !== open));
    if (valuesOf(rest) !== value.data.length) throw unsuitedAttribute("shape", target);
    return renamed(value, rest);
  }
  if (value.kind === "fill") return value;
  const x = movable(call);
  const axes = axesOf(x);
  const sizes = resolvedTarget(axes, target, call.fixedBatch);
  const found = sizes && reshapedAxes(axes, sizes);
  const other = found ? undefined : batchMoved(call, x, target);
  if (other) return other;
  if (!sizes || !found) throw unsuitedAttribute("shape", target);
  if (found !== "scrambled") return moved(x, () => found);
  if (sizes.length !== 2 || !isBatch(sizes[0])) throw otherOrder;
  return call.drawing.flattened(call.drawn(x));
}
/** Steps made part of the batch, or taken out of it; or the batch made one axis with something else. */
function batchMoved(call: Call, x: Moved, target: readonly number[]): Value | undefined {
  const joinedToBatch = joinedSteps(call.drawing, call.drawn(x), target);
  if (joinedToBatch) return joinedToBatch;
  const merged = x.kind === "states" ? undefined : mergedReshape(x, target, call.fixedBatch);
  return merged ?? openedSteps(call.drawing, call.drawn(x), target);
}

export const reshape: Rule = (call) => reshapedTo(call, call.list("shape") ?? [...call.constant(1).data]);

export const flatten: Rule = (call) => {
  const axis = call.number("axis", 1);
  if (axis !== 1) throw unsuitedAttribute("axis", axis);
  return reshapedTo(call, [batch, -1]);
};

export const squeeze: Rule = (call) => {
  const axes = call.listAt("axes", 1);
  const value = call.value(0);
  if (value.kind === "constant" || value.kind === "fill") {
    const rank = value.shape.length;
    const chosen = axes?.map((axis) => (axis < 0 ? axis + rank : axis));
    const shape = value.shape.filter((size, i) => (chosen ? !chosen.includes(i) : size !== 1));
    return { ...value, shape };
  }
  return moved(movable(call), (own) => {
    const found = withoutAxes(own, axes);
    if (!found) throw unsuitedAttribute("axes", axes);
    return found;
  });
};

export const unsqueeze: Rule = (call) => {
  const axes = call.listAt("axes", 1) ?? [];
  const value = call.value(0);
  if (value.kind === "mask") {
    const found = unsqueezedMask(value, axes);
    if (found) return found;
  }
  if (value.kind === "constant" || value.kind === "fill") {
    const { view, order } = withAxes(plainAxes(value.shape), axes);
    return { ...value, shape: seenShape({ view, order }) };
  }
  return moved(movable(call), (own) => withAxes(own, axes));
};

export const shapeOf: Rule = (call) => {
  const value = call.value(0);
  const shape =
    value.kind === "constant" || value.kind === "fill"
      ? value.shape
      : value.kind === "mask" && value.form === "steps"
        ? maskShape(value)
        : value.kind === "merged"
          ? mergedShape(value)
          : seenShape(axesOf(movable(call)));
  const end = call.number("end", shape.length);
  return numbers(shape.slice(call.number("start", 0), end < 0 ? end + shape.length : end));
};

export const cast: Rule = (call) => {
  const value = call.value(0);
  const to = call.number("to", 1);
  if (value.kind === "constant" && (to === 6 || to === 7)) return { ...value, data: value.data.map(Math.trunc) };
  return castTest(value) ?? value;
};

export const same: Rule = (call) => call.value(0);

export const dropout: Rule = (call) => {
  const rate = call.inputs[1] ? call.numberAt(1) : call.number("ratio", 0.5);
  const x = call.tensor(0);
  if (rate === undefined || rate <= 0 || rate > 0.95) return x;
  return { ...x, layer: call.drawing.add("Dropout", { rate }, [x.layer], { shape: x.layer.shape }) };
};

export const gather: Rule = (call) => {
  const [value, index] = [call.value(0), call.value(1)];
  if (value.kind === "constant") {
    if (index.kind === "tensor" || index.kind === "rows") return embedded(call, value, index);
    return gathered(value, call.constant(1), call.number("axis", 0));
  }
  const at = call.constant(1);
  const axis = call.number("axis", 0);
  const [only] = at.data;
  if (at.data.length !== 1 || only === undefined) throw needsConstant;
  return picked(call, value, axis, only, at.shape.length > 0);
};

/** One place of an axis. */
function picked(call: Call, value: Value, axis: number, index: number, keeps: boolean): Value {
  if (value.kind === "states") return pickedStates(value, axis < 0 ? axis + value.order.length : axis, index, keeps);
  const x = movable(call);
  const own = axesOf(x);
  const place = axis < 0 ? axis + own.order.length : axis;
  const size = seenShape(own)[place] ?? 0;
  if (size === 1 && (index === 0 || index === -1)) return keeps ? x : moved(x, (axes) => withoutAxes(axes, [place]) ?? axes);
  const part = keeps ? undefined : (pickedUnits(call.drawing, x, own.order[place] ?? -1, index) ?? pickedSource(x, place, index));
  if (part) return part;
  throw new Unsuited({ en: "it takes a part out of a value, which no layer here does.", zh: "它从一个值中取出一部分，这里没有这样的层。" });
}

/** One of the layers that were put beside each other, each with one place of the axis. */
function pickedSource(x: Moved, place: number, index: number): Tensor | undefined {
  if (x.kind !== "tensor" || x.layer.className !== "Concatenate" || !sameSizes(x.view, x.layer.shape)) return undefined;
  const axis = x.order[place] ?? -1;
  const joinedAlong = Number(x.layer.config["axis"]);
  const layer = x.layer.sources.at(index);
  const isAlong = (joinedAlong < 0 ? joinedAlong + x.view.length : joinedAlong) === axis && x.layer.sources.every(({ shape }) => shape[axis] === 1);
  return layer && isAlong ? { ...x, layer, ...withoutPlaces({ view: layer.shape, order: x.order }, [place]) } : undefined;
}

export const slice: Rule = (call) => {
  const [starts, ends] = [call.listAt("starts", 1) ?? [], call.listAt("ends", 2) ?? []];
  const axes = call.listAt("axes", 3) ?? starts.map((_, i) => i);
  const steps = call.listAt("steps", 4) ?? starts.map(() => 1);
  const value = call.value(0);
  const [axis = 0, start = 0, end = 0, step = 1] = [axes[0], starts[0], ends[0], steps[0]];
  if (value.kind === "fill" || (value.kind === "constant" && axes.length !== 1)) {
    if (value.kind === "constant") throw unsuitedAttribute("axes", axes);
    const sizes = value.shape.map((size, i) => {
      const at = axes.indexOf(i);
      return at < 0 || isBatch(size) ? size : rangeOf(size, starts[at] ?? 0, ends[at] ?? size, steps[at] ?? 1).length;
    });
    return { ...value, shape: sizes };
  }
  if (value.kind === "constant") {
    const size = value.shape[axis < 0 ? axis + value.shape.length : axis] ?? 1;
    return gathered(value, numbers(rangeOf(size, start, end, step)), axis);
  }
  const own = axesOf(movable(call));
  const place = axis < 0 ? axis + own.order.length : axis;
  const size = seenShape(own)[place] ?? 0;
  if (value.kind === "states" && step === -1 && axes.length === 1 && rangeOf(size, start, end, step).length === size) {
    const turned = reversedStates(value, place);
    if (turned) return turned;
  }
  const isWhole = axes.every((one, i) => {
    const length = seenShape(own)[one < 0 ? one + own.order.length : one] ?? 0;
    return steps[i] === 1 && (isBatch(length) ? starts[i] === 0 : rangeOf(length, starts[i] ?? 0, ends[i] ?? 0, 1).length === length);
  });
  if (isWhole) return value;
  const range = rangeOf(size, start, end, step);
  if (axes.length !== 1 || range.length !== 1) throw unsuitedAttribute("starts", starts);
  return picked(call, value, place, range[0] ?? 0, true);
};

export const split: Rule = (call) => {
  const value = call.value(0);
  if (value.kind === "constant") return splitConstant(call, value);
  const x = call.tensor(0);
  const rank = x.order.length;
  const axis = call.number("axis", 0);
  const size = seenShape(x).at(-1) ?? 0;
  const count = call.node.outputs.length;
  const sizes = call.listAt("split", 1) ?? Array.from({ length: count }, () => size / count);
  if ((axis < 0 ? axis + rank : axis) !== rank - 1 || sizes.some((one) => !Number.isInteger(one) || one < 1)) throw unsuitedAttribute("axis", axis);
  return cutUnits(call, x, sizes);
};

export const expand: Rule = (call) => {
  const value = call.value(0);
  const shape = [...call.constant(1).data];
  if (value.kind === "fill" || (value.kind === "constant" && value.data.length === 1)) {
    const number = value.kind === "fill" ? value.value : (value.data[0] ?? 0);
    return filled(shape.length >= value.shape.length ? shape : value.shape, number);
  }
  if (value.kind === "constant") return shape.some(isBatch) ? filledOrThrow(value, shape) : spread(value, shape);
  // [N, C] as [N, n, C]: as many steps.
  const x = call.tensor(0);
  const seen = seenShape(x);
  const [first, steps, last] = [seen[0], shape[1], seen[2]];
  const isRepeat =
    seen.length === 3 && shape.length === 3 && isBatch(first) && seen[1] === 1 && steps !== undefined && shape[2] !== undefined && [1, last].includes(shape[2]);
  if (!isRepeat || !(isBatch(shape[0]) || shape[0] === 1 || shape[0] === call.fixedBatch)) throw unsuitedAttribute("shape", shape);
  if (steps === 1) return x;
  const source = call.drawing.onAxes({ ...x, ...(withoutAxes(x, [1]) ?? x) }, [0, 1]);
  return tensorOf(call.drawing.add("RepeatVector", { n: steps }, [source], { shape: [batch, steps, last ?? 1] }));
};
function filledOrThrow(value: Constant, shape: readonly number[]): Value {
  const [first] = value.data;
  if (first === undefined || value.data.some((number) => number !== first)) throw needsConstant;
  return { kind: "fill", shape, value: first };
}

export const concat: Rule = (call) => {
  const values = call.inputs;
  const axis = call.number("axis", 1);
  if (values.every((value) => value?.kind === "constant")) return joined(values, axis);
  const masks = joinedMasks(values) ?? joinedFills(values, axis);
  if (masks) return masks;
  const pair = mergedRuns(call.drawing, values, "concat");
  if (pair && (axis < 0 ? axis + pair.order.length : axis) === pair.order.length - 1) return pair;
  const tensors = values.map((_, i) => call.tensor(i));
  const [first] = tensors;
  if (!first) throw needsConstant;
  const place = axis < 0 ? axis + first.order.length : axis;
  const own = first.order[place] ?? 0;
  const sources = tensors.map((x) => call.drawing.onAxes(x, first.order));
  const shape = (sources[0]?.shape ?? []).map((size, i) => (i === own ? sources.reduce((sum, source) => sum + (source.shape[i] ?? 0), 0) : size));
  if (own === 0) throw unsuitedAttribute("axis", axis);
  if (sources.length === 1) return first;
  return tensorOf(call.drawing.add("Concatenate", { axis: own === shape.length - 1 ? -1 : own }, sources, { shape }), first.order);
};
