/** Normalisation, as one operator or as the steps that older exporters write: mean, what is left of it, its square, the root. */
import { isBatch, seenShape } from "@/interop/import/onnx/axes";
import { unsuitedAttribute, type Call, type Rule } from "@/interop/import/onnx/call";
import { placedRows, tensorOf, type Drawing } from "@/interop/import/onnx/drawing";
import { asWeight } from "@/interop/import/onnx/read-dense";
import { pooledGlobally } from "@/interop/import/onnx/read-windows";
import type { Constant, Normal, Statistic, Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

const isLastAxis = ({ order, view }: Tensor, place: number | undefined) => place !== undefined && order[place] === view.length - 1;

export const batchNormalization: Rule = (call) => {
  const x = call.tensor(0);
  if (!isLastAxis(x, 1)) throw unsuitedAttribute("axis", 1);
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((i) => asWeight(call.constant(i)));
  const weights = [gamma, beta, mean, variance].filter((weight) => weight !== undefined);
  const { places } = x;
  const own = places ? weights.map((weight) => ({ ...placedRows({ ...weight, shape: [...weight.shape, 1] }, places), shape: weight.shape })) : weights;
  const source = places ? x.layer : call.drawing.onAxes(x, x.order);
  const config = { epsilon: call.number("epsilon", 1e-5), momentum: call.number("momentum", 0.9), center: true, scale: true };
  const layer = call.drawing.add("BatchNormalization", config, [source], { shape: source.shape, name: call.constant(1).name, weights: own });
  return { ...x, layer, view: source.shape };
};

export const layerNormalization: Rule = (call) => {
  const x = call.tensor(0);
  const axis = call.number("axis", -1);
  const place = axis < 0 ? x.order.length + axis : axis;
  if (place !== x.order.length - 1 || !isLastAxis(x, place) || x.places) throw unsuitedAttribute("axis", axis);
  const normal: Normal = { kind: "normal", of: x, isCentred: true, epsilon: call.number("epsilon", 1e-5) };
  return normalized(call.drawing, normal, call.constant(1), call.inputs[2] ? call.constant(2) : undefined);
};

function normalized(drawing: Drawing, { of, isCentred, epsilon }: Normal, scale?: Constant, shift?: Constant): Tensor {
  const source = drawing.onAxes(of, of.order);
  const features = source.shape.at(-1) ?? 1;
  const ones = { shape: [features], data: new Float32Array(features).fill(1) };
  const given = (value: Constant) => ({ shape: [features], data: Float32Array.from(value.data) });
  for (const value of [scale, shift]) if (value && value.data.length !== features) throw unsuitedAttribute("scale", value.shape);
  const weights = [...(scale || !isCentred ? [scale ? given(scale) : ones] : []), ...(shift ? [given(shift)] : [])];
  const config = isCentred ? { epsilon, scale: scale !== undefined, center: shift !== undefined } : { epsilon };
  const layer = drawing.add(isCentred ? "LayerNormalization" : "RMSNormalization", config, [source], { shape: source.shape, name: scale?.name, weights });
  return { ...of, layer, view: source.shape };
}

export const drawnNormal = (drawing: Drawing, normal: Normal): Tensor => normalized(drawing, normal);
/** Times a number for each feature. */
export const scaledNormal = (drawing: Drawing, normal: Normal, scale: Constant): Tensor => normalized(drawing, normal, scale);

/** A number for each feature, as TensorFlow leaves of a normalisation by fixed means: one whose mean is zero and whose deviation is one. */
export function scaledRow(drawing: Drawing, x: Tensor, scale: Constant): Tensor | undefined {
  const features = x.view.at(-1);
  const isRow = scale.data.length === features && scale.shape.at(-1) === features && isLastAxis(x, x.order.length - 1);
  if (!isRow || features === undefined || x.places) return undefined;
  const epsilon = 1e-3;
  const every = (value: number) => ({ shape: [features], data: new Float32Array(features).fill(value) });
  const weights = [{ shape: [features], data: Float32Array.from(scale.data) }, every(0), every(1 - epsilon)];
  const source = drawing.onAxes(x, x.order);
  const config = { epsilon, momentum: 0.99, center: false, scale: true };
  const layer = drawing.add("BatchNormalization", config, [source], { shape: source.shape, name: scale.name, weights });
  return { ...x, layer, view: source.shape };
}

/** A shift behind a scale that is only now known. */
export function shiftedNormal(drawing: Drawing, x: Tensor, shift: Constant): Tensor | undefined {
  const { layer } = x;
  const features = layer.shape.at(-1);
  const takesShift = layer.className === "LayerNormalization" || layer.className === "BatchNormalization";
  if (!takesShift || !isLastAxis(x, x.order.length - 1) || layer.config["center"] === true || shift.data.length !== features || shift.shape.at(-1) !== features)
    return undefined;
  const values = { shape: [features], data: Float32Array.from(shift.data) };
  // The scale comes first, and the moving averages last.
  const place = layer.config["scale"] === true ? 1 : 0;
  const weights = [...layer.weights.slice(0, place), values, ...layer.weights.slice(place)];
  return { ...x, layer: drawing.changed(layer, { config: { ...layer.config, center: true }, weights }) };
}

const isSquare = (at: (x: number) => number) => [3, -2, 0.5].every((x) => Math.abs(at(x) - x * x) < 1e-6);

/** A mean or a maximum over some axes: pooling over places, or a step of a normalisation over the features. */
const reduced =
  (kind: "Max" | "Average"): Rule =>
  (call) => {
    const value = call.value(0);
    const axes = call.listAt("axes", 1);
    const keeps = call.number("keepdims", 1) === 1;
    if (kind === "Average" && keeps) {
      const statistic = statisticOf(call, value, axes);
      if (statistic) return statistic;
    }
    const x = call.drawn(value);
    const rank = x.order.length;
    const places = (axes ?? []).map((axis) => (axis < 0 ? axis + rank : axis));
    const own = places.map((place) => x.order[place] ?? -1).toSorted((a, b) => a - b);
    if (x.places || own.join() !== (rank === 3 ? "1" : rank === 4 ? "1,2" : "none") || !isBatch(x.view[0])) throw unsuitedAttribute("axes", axes);
    const layer = pooledGlobally(call.drawing, x, kind);
    // What is left, where the file keeps it.
    const view = keeps ? [...layer.shape, ...places.map(() => 1)] : layer.shape;
    if (!keeps) return tensorOf(layer);
    let one = 2;
    const order = x.order.map((axis, place) => (places.includes(place) ? one++ : axis === 0 ? 0 : 1));
    return { kind: "tensor", layer, view, order };
  };
export const reduceMean = reduced("Average");
export const reduceMax = reduced("Max");

function statisticOf(call: Call, value: Value, axes: readonly number[] | undefined): Statistic | undefined {
  const isLast = (x: Tensor) => {
    const [axis] = axes ?? [];
    return axes?.length === 1 && axis !== undefined && isLastAxis(x, axis < 0 ? axis + x.order.length : axis) && !x.places;
  };
  if (value.kind === "curve" && isSquare(value.at) && isLast(value.base)) return { kind: "meanSquare", of: value.base, isCentred: false, epsilon: 0 };
  if (value.kind === "centredSquare" && isLast(value.of)) return { kind: "meanSquare", of: value.of, isCentred: true, epsilon: 0 };
  if (value.kind !== "tensor" && value.kind !== "curve") return undefined;
  const of = call.drawn(value);
  return isLast(of) && seenShape(of).length > 1 ? { kind: "mean", of, isCentred: false, epsilon: 0 } : undefined;
}

const isSame = (a: Tensor, b: Tensor) => a.layer === b.layer && a.order.join() === b.order.join();

/** Steps of a normalisation among the operators of two values. */
export function normalStep(call: Call, op: string, a: Value, b: Value): Value | undefined {
  const number = call.numberAt(1) ?? call.numberAt(0);
  if (op === "Sub" && b.kind === "mean") {
    const x = call.drawn(a);
    if (isSame(x, b.of)) return { kind: "centred", of: b.of };
  }
  if (a.kind === "centred" && ((op === "Pow" && number === 2) || (op === "Mul" && b.kind === "centred" && b.of.layer === a.of.layer)))
    return { kind: "centredSquare", of: a.of };
  if (op === "Add" && number !== undefined) {
    const statistic = a.kind === "meanSquare" ? a : b.kind === "meanSquare" ? b : undefined;
    if (statistic) return { ...statistic, epsilon: number };
  }
  if (op === "Pow" && a.kind === "meanSquare" && (number === 0.5 || number === -0.5)) return { ...a, kind: number > 0 ? "root" : "inverseRoot" };
  const [root, other] = b.kind === "root" || b.kind === "inverseRoot" ? [b, a] : [a, b];
  const fits = (op === "Div" && b.kind === "root") || (op === "Mul" && root.kind === "inverseRoot");
  if (fits && (root.kind === "root" || root.kind === "inverseRoot")) {
    const { of, isCentred, epsilon } = root;
    const x = other.kind === "centred" ? other.of : call.drawn(other);
    if (isCentred === (other.kind === "centred") && isSame(x, of)) return { kind: "normal", of, isCentred, epsilon };
    throw new Unsuited({ en: "it divides by the size of another value.", zh: "它除以另一个值的大小。" });
  }
  return undefined;
}

export const statisticRoot = (value: Value, op: string): Value | undefined => {
  if (op === "Sqrt" && value.kind === "meanSquare") return { ...value, kind: "root" };
  if (op === "Reciprocal" && value.kind === "root") return { ...value, kind: "inverseRoot" };
  return undefined;
};

/** Values of 2 and more axes as they are. */
export const softmaxAxis = (call: Call, x: Tensor): void => {
  const axis = call.number("axis", call.opset < 13 ? 1 : -1);
  if (!isLastAxis(x, axis < 0 ? axis + x.order.length : axis) || x.places) throw unsuitedAttribute("axis", axis);
};
