/** Attention: products of queries and keys, a softmax over the keys, and a product with the values, as layers and as models write it out. */
import type { RawTensor } from "@/interop/import/imported-model";
import { turnedAxes, valuesOf } from "@/interop/import/onnx/axes";
import { Silent, type Call } from "@/interop/import/onnx/call";
import { factorOf } from "@/interop/import/onnx/curves";
import type { Drawing } from "@/interop/import/onnx/drawing";
import type { Constant, Drawn, Scores, Seen, Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";
import type { StepMask } from "@/interop/export/masks";

const noHeads = new Unsuited({
  en: "it multiplies two values by each other, which only attention does here.",
  zh: "它把两个变化的值相乘；这里只有注意力层这样做。",
});
const otherAttention = new Unsuited({
  en: "it is attention of another kind than Layerlab has.",
  zh: "它是 Layerlab 所没有的注意力形式。",
});

interface Heads {
  readonly layer: Drawn;
  readonly heads: number;
  readonly size: number;
  readonly factor: number;
}

/** A product of the file's axes [N, heads, steps, size], perhaps times a number; undefined where it is none. */
function headsOf(value: Value): Heads | undefined {
  const [x, factor] = value.kind === "curve" ? [value.base, factorOf(value.at)] : [value, 1];
  if (x.kind !== "tensor" || factor === undefined || x.layer.className !== "Dense" || x.places) return undefined;
  const [batch, steps, heads, size] = x.view;
  const isSplit = x.view.length === 4 && x.order.join() === "0,2,1,3" && Number.isNaN(batch) && x.layer.shape.length === 3 && x.layer.shape[1] === steps;
  return isSplit ? { layer: x.layer, heads: heads ?? 1, size: size ?? 1, factor } : undefined;
}
/** Keys come turned: [N, heads, size, steps]. */
function turnedHeads(value: Value): Heads | undefined {
  if (value.kind === "curve") return headsOf({ ...value, base: turnedBack(value.base) });
  return value.kind === "tensor" ? headsOf(turnedBack(value)) : undefined;
}
const turnedBack = (x: Tensor): Tensor => (x.order.length === 4 ? { ...x, ...turnedAxes(x, [0, 1, 3, 2]) } : x);

/** Products of two values that both depend on the input. */
export function attentionProduct(call: Call): Value {
  const [a, b] = [call.value(0), call.value(1)];
  if (a.kind === "looks") {
    const v = headsOf(b);
    if (!v || v.heads !== a.heads || v.factor !== 1 || v.layer.sources[0] !== a.key.sources[0]) throw otherAttention;
    return { kind: "tensor", ...finished(call.drawing, a, v) };
  }
  const [q, k] = [headsOf(a), turnedHeads(b)];
  if (!q || !k || q.heads !== k.heads || q.size !== k.size) throw a.kind === "unknown" || b.kind === "unknown" ? new Silent() : noHeads;
  const { heads, size } = q;
  return { kind: "scores", query: q.layer, key: k.layer, heads, size, scale: q.factor * k.factor, seen: undefined, isHidden: false, isCleared: false };
}

/** Heads side by side, before the last product. */
function finished(drawing: Drawing, scores: Scores, v: Heads): Omit<Tensor, "kind"> {
  const { query, key, heads, size, scale, seen } = scores;
  // A query that may look at nothing answers zeros here.
  if (seen?.mask && !scores.isCleared) throw otherAttention;
  const steps = query.shape[1] ?? 1;
  const width = heads * v.size;
  const useBias = [query, key, v.layer].some(({ config }) => config["useBias"] === true);
  // Layerlab divides by the root of the size; what else a file multiplies by goes into the queries.
  const rest = scale * Math.sqrt(size);
  const scaled = Math.abs(rest - 1) < 1e-5 ? query.weights : query.weights.map(({ shape, data }) => ({ shape, data: data.map((value) => value * rest) }));
  const part = (weights: readonly RawTensor[], each: number): readonly RawTensor[] => {
    const [kernel, bias] = weights;
    const data = bias?.data ?? new Float32Array(heads * each);
    return [{ shape: [kernel?.shape[0] ?? 0, heads, each], data: kernel?.data ?? new Float32Array() }, ...(useBias ? [{ shape: [heads, each], data }] : [])];
  };
  const sources = query.sources[0] === key.sources[0] ? query.sources : [...query.sources, ...key.sources];
  const config = {
    numHeads: heads,
    keyDim: size,
    valueDim: v.size === size ? 0 : v.size,
    useCausalMask: seen?.isCausal ?? false,
    useBias,
    dropout: 0,
  };
  const layer = drawing.add("MultiHeadAttention", config, sources, {
    shape: [Number.NaN, steps, width],
    weights: [...part(scaled, size), ...part(key.weights, size), ...part(v.layer.weights, v.size)],
    reads: [seen?.mask],
    name: nameOf(query.name),
    isUnfinished: true,
  });
  return { layer, view: [Number.NaN, steps, heads, v.size], order: [0, 2, 1, 3] };
}
/** `attention/queryKernel` is the query's; the layer is `attention`. */
const nameOf = (name: string | undefined) => name?.replace(/[/.](query|q|qkv|in_proj)[^/.]*([/.]|$).*$/i, "/kernel");

export function withOutputKernel(drawing: Drawing, layer: Drawn, kernel: RawTensor, name: string | undefined): Drawn {
  const features = kernel.shape[1] ?? 1;
  if (features !== layer.sources[0]?.shape[2]) throw otherAttention;
  const { numHeads, keyDim, valueDim, useBias } = layer.config as { numHeads: number; keyDim: number; valueDim: number; useBias: boolean };
  const weights = [
    ...layer.weights,
    { shape: [numHeads, valueDim || keyDim, features], data: kernel.data },
    ...(useBias ? [{ shape: [features], data: new Float32Array(features) }] : []),
  ];
  const shape = [...layer.shape.slice(0, 2), features];
  return drawing.changed(layer, { weights, shape, isUnfinished: false, name: layer.name ?? name });
}

/** The bias of the last product; the others get zeros where they have none. */
export function withOutputBias(drawing: Drawing, layer: Drawn, bias: RawTensor): Drawn {
  if (layer.config["useBias"] === true) return drawing.changed(layer, { weights: [...layer.weights.slice(0, -1), bias] });
  const zeros = ({ shape }: RawTensor) => ({ shape: shape.slice(1), data: new Float32Array(valuesOf(shape.slice(1))) });
  const inner = layer.weights.slice(0, -1).flatMap((kernel) => [kernel, zeros(kernel)]);
  return drawing.changed(layer, { config: { ...layer.config, useBias: true }, weights: [...inner, ...layer.weights.slice(-1), bias] });
}

/** Ones and zeros, or zeros and a number far below, of who may look back only; undefined where a matrix says something else. */
export function causalOf({ shape, data }: Constant): Seen | undefined {
  const [queries, keys] = shape.slice(-2);
  if (queries === undefined || keys !== queries || data.length !== queries * keys || queries < 2) return undefined;
  const isSeen = (i: number) => i % keys <= Math.floor(i / keys);
  const says = (shown: (value: number) => boolean, hidden: (value: number) => boolean) => data.every((value, i) => (isSeen(i) ? shown(value) : hidden(value)));
  const [zero, one] = [(value: number) => value === 0, (value: number) => value === 1];
  const form = says(one, zero) ? "seen" : says(zero, one) ? "unseen" : says(zero, (value) => value <= -1e4) ? "hidden" : undefined;
  return form && { kind: "seen", isCausal: true, mask: undefined, form };
}

function seenOf(value: Value): Seen | undefined {
  if (value.kind === "seen") return value;
  if (value.kind === "constant") return causalOf(value);
  return value.kind === "mask" && value.form === "keys" ? { kind: "seen", isCausal: false, mask: value.mask, form: "seen" } : undefined;
}
const isSameMask = (a: StepMask | undefined, b: StepMask | undefined) => JSON.stringify(a) === JSON.stringify(b);

/** Steps of attention among the operators of two values. */
export function attentionStep(call: Call, op: string, a: Value, b: Value): Value | undefined {
  const scores = [a, b].find((value): value is Scores => value.kind === "scores" || value.kind === "looks");
  const number = call.numberAt(1) ?? call.numberAt(0);
  if (scores?.kind === "scores" && number !== undefined && (op === "Mul" || (op === "Div" && scores === a)))
    return { ...scores, scale: scores.scale * (op === "Mul" ? number : 1 / number) };
  const [x, y] = [seenOf(a), seenOf(b)];
  if (!scores) return seenStep(op, { a, b, x, y, number });
  const seen = x ?? y;
  if (!seen) throw otherAttention;
  if (scores.kind === "looks" && op === "Mul" && seen.form === "seen" && isSaidBefore(scores, seen)) return { ...scores, isCleared: true };
  if (scores.kind === "looks" || scores.isHidden || (scores.seen && !isSaidBefore(scores, seen))) throw otherAttention;
  const { isCausal, mask } = seen;
  if (op === "Mul" && seen.form === "seen") return { ...scores, seen: { isCausal, mask } };
  if (op === "Add" && seen.form === "hidden") return { ...scores, seen: { isCausal, mask }, isHidden: true };
  throw otherAttention;
}
const isSaidBefore = ({ seen: before }: Scores, { isCausal, mask }: Seen) => before?.isCausal === isCausal && isSameMask(before.mask, mask);

interface Pair {
  readonly a: Value;
  readonly b: Value;
  readonly x: Seen | undefined;
  readonly y: Seen | undefined;
  readonly number: number | undefined;
}
/** What says who may look where, from what says it in parts. */
function seenStep(op: string, { a, b, x, y, number }: Pair): Value | undefined {
  const isVarying = (value: Value) => value.kind === "seen" || value.kind === "mask";
  if (!isVarying(a) && !isVarying(b)) return undefined;
  if (op === "Mul" && x?.form === "seen" && y?.form === "seen")
    return { kind: "seen", isCausal: x.isCausal || y.isCausal, mask: x.mask ?? y.mask, form: "seen" };
  const only = x ?? y;
  if (!only || number === undefined) return undefined;
  if (op === "Sub" && number === 1 && y?.form === "seen") return { ...y, form: "unseen" };
  return op === "Mul" && only.form === "unseen" && number <= -1e4 ? { ...only, form: "hidden" } : undefined;
}

/** Over the keys. */
export function softmaxedScores(call: Call, scores: Scores): Value {
  const axis = call.number("axis", -1);
  if ((axis !== -1 && axis !== 3) || (scores.seen && !scores.isHidden)) throw otherAttention;
  return { ...scores, kind: "looks" };
}

/** `torch.masked_fill`: what may not be looked at becomes a number far below. */
export function filledScores(chosen: Value | undefined, whenTrue: Value, otherwise: Value): Value | undefined {
  const scores = [whenTrue, otherwise].find((value): value is Scores => value.kind === "scores");
  const seen = chosen?.kind === "constant" ? causalOf(chosen) : undefined;
  if (scores?.kind !== "scores") return undefined;
  const other = scores === whenTrue ? otherwise : whenTrue;
  const below = other.kind === "constant" || other.kind === "fill" ? (other.kind === "fill" ? other.value : (other.data[0] ?? 0)) : 0;
  const fits = seen?.form === (scores === whenTrue ? "seen" : "unseen");
  if (!seen || !fits || below > -1e4 || scores.seen) throw otherAttention;
  return { ...scores, seen: { isCausal: true, mask: undefined }, isHidden: true };
}
