/** Windows that slide: convolutions, pooling, and the zeros around them. Layerlab has `valid` and `same`; other pads become a layer of their own. */
import { samePadding } from "@/interop/export/arrange";
import type { RawTensor } from "@/interop/import/imported-model";
import { seenShape, valuesOf } from "@/interop/import/onnx/axes";
import { unsuitedAttribute, type Call, type Rule } from "@/interop/import/onnx/call";
import { channelsFirst, tensorOf, turnedWeight, type Drawing } from "@/interop/import/onnx/drawing";
import { asWeight } from "@/interop/import/onnx/read-dense";
import type { Drawn, Padded, Tensor } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";
import { convOutputLength } from "@/network/shape";

interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}
type Padding = "valid" | "same" | "causal";

const unevenPads = (before: readonly number[], after: readonly number[]) =>
  new Unsuited({
    en: `it pads by ${before.join("×")} before and ${after.join("×")} after, which neither valid nor same does.`,
    zh: `它在前面填充 ${before.join("×")}、后面填充 ${after.join("×")}，既非 valid 也非 same。`,
  });

interface Incoming {
  readonly x: Tensor;
  readonly before: readonly number[];
  readonly after: readonly number[];
}
/** The images or sequences that come in, without the zeros that were put around them where those are as good as pads of the window. */
function incoming(call: Call, zerosCount: (source: Drawn) => boolean): Incoming {
  const value = call.value(0);
  if (value.kind === "padded" && zerosCount(value.of.layer)) {
    const isInside = [0, 1].every((place) => value.before[place] === 0 && value.after[place] === 0);
    if (isInside) return { x: value.of, before: value.before.slice(2), after: value.after.slice(2) };
  }
  const x = call.drawn(value);
  const none = x.order.slice(2).map(() => 0);
  return { x, before: none, after: none };
}

/** `size`: of the image. */
function windowOf(call: Call, kernel: readonly number[], size: readonly number[], zeros: Pick<Window, "before" | "after">): Window {
  const ones = kernel.map(() => 1);
  const strides = call.list("strides") ?? ones;
  const dilations = call.list("dilations") ?? ones;
  const how = call.text("auto_pad");
  const pads = call.list("pads") ?? [...ones, ...ones].map(() => 0);
  const around = (i: number) => (zeros.before[i] ?? 0) + (zeros.after[i] ?? 0);
  const same = size.map((length, i) => samePadding(length + around(i), kernel[i] ?? 1, strides[i] ?? 1, dilations[i]));
  const rank = kernel.length;
  const own = how.startsWith("SAME")
    ? { before: same.map(([a, b]) => (how === "SAME_LOWER" ? b : a)), after: same.map(([a, b]) => (how === "SAME_LOWER" ? a : b)) }
    : { before: pads.slice(0, rank), after: pads.slice(rank, 2 * rank) };
  const sum = (a: readonly number[], b: readonly number[]) => kernel.map((_, i) => (a[i] ?? 0) + (b[i] ?? 0));
  return { kernel, strides, dilations, before: sum(own.before, zeros.before), after: sum(own.after, zeros.after) };
}

/** In Keras' word; undefined where it has none for these pads. */
function paddingOf({ kernel, strides, dilations, before, after }: Window, size: readonly number[]): Padding | undefined {
  if ([...before, ...after].every((pad) => pad === 0)) return "valid";
  const same = size.map((length, i) => samePadding(length, kernel[i] ?? 1, strides[i] ?? 1, dilations[i]));
  if (same.every(([a, b], i) => a === before[i] && b === after[i])) return "same";
  const isCausal = kernel.length === 1 && after[0] === 0 && before[0] === ((kernel[0] ?? 1) - 1) * (dilations[0] ?? 1);
  return isCausal ? "causal" : undefined;
}

function withZeros(drawing: Drawing, x: Tensor, before: readonly number[], after: readonly number[]): Drawn {
  const layer = drawing.onAxes(x, channelsFirst[x.order.length] ?? []);
  const [batch = 1, rows = 1, columns = 1, channels = 1] = layer.shape;
  const [top = 0, left = 0] = before;
  if (before.length !== 2 || before.some((pad, i) => pad !== after[i])) throw unevenPads(before, after);
  return drawing.add("ZeroPadding2D", { padding: [top, left] }, [layer], { shape: [batch, rows + 2 * top, columns + 2 * left, channels] });
}

export function paddedImage(drawing: Drawing, { of, before, after }: Padded): Tensor {
  if ([...before, ...after].every((pad) => pad === 0)) return of;
  if (before[0] !== 0 || before[1] !== 0 || after[0] !== 0 || after[1] !== 0) throw unevenPads(before, after);
  return tensorOf(withZeros(drawing, of, before.slice(2), after.slice(2)), channelsFirst[4]);
}

/** The layer to slide over, and how Keras says the pads. `zerosCount`: pads are zeros, or what is as good. `knowsSame`: `same` means it too. */
function placed(call: Call, kernel: readonly number[], zerosCount: (source: Drawn) => boolean, knowsSame = true) {
  const { drawing } = call;
  const { x, ...zeros } = incoming(call, zerosCount);
  const order = channelsFirst[x.order.length];
  if (!order || kernel.length !== x.order.length - 2) throw unsuitedAttribute("kernel_shape", kernel);
  const size = seenShape(x).slice(2);
  const window = windowOf(call, kernel, size, zeros);
  const padding = paddingOf(window, size);
  const source = drawing.onAxes(x, order);
  if (padding === "valid" || (padding !== undefined && knowsSame)) return { source, window, padding, order, size };
  if (!zerosCount(source)) throw unevenPads(window.before, window.after);
  const around = withZeros(drawing, x, window.before, window.after);
  return { source: around, window, padding: "valid" as const, order, size: around.shape.slice(1, -1) };
}

const spatial = (size: readonly number[], { kernel, strides, dilations }: Window, padding: Padding) =>
  size.map((length, i) => convOutputLength(length, kernel[i] ?? 1, strides[i] ?? 1, padding === "valid" ? "valid" : "same", dilations[i]) ?? 1);

export const conv: Rule = (call) => {
  const stored = call.constant(1);
  const kernel = asWeight(stored);
  const bias = call.inputs[2] ? [asWeight(call.constant(2))] : [];
  const { source, window, padding, order, size } = placed(call, kernel.shape.slice(2), () => true);
  const [filters = 1] = kernel.shape;
  const channels = source.shape.at(-1) ?? 1;
  const group = call.number("group", 1);
  const shape = [Number.NaN, ...spatial(size, window, padding), filters];
  const rest = { shape, name: stored.name };
  const settings = { padding, useBias: bias.length > 0, activation: "linear" };
  if (kernel.shape[1] !== channels / group) throw unsuitedAttribute("group", group);
  const { drawing } = call;
  if (size.length === 1) {
    if (group !== 1) throw unsuitedAttribute("group", group);
    const [kernelSize, strides, dilationRate] = [window.kernel[0], window.strides[0], window.dilations[0]];
    const config = { ...settings, filters, kernelSize, strides, dilationRate };
    return tensorOf(drawing.add("Conv1D", config, [source], { ...rest, weights: [turnedWeight(kernel, [2, 1, 0]), ...bias] }), order);
  }
  const window2d = { kernelSize: window.kernel, strides: window.strides };
  if (group === 1) {
    const config = { ...settings, ...window2d, filters, dilationRate: window.dilations };
    return tensorOf(drawing.add("Conv2D", config, [source], { ...rest, weights: [turnedWeight(kernel, [2, 3, 1, 0]), ...bias] }), order);
  }
  if (group !== channels || filters % channels !== 0) throw unsuitedAttribute("group", group);
  if (window.dilations.some((dilation) => dilation !== 1)) throw unsuitedAttribute("dilations", window.dilations);
  const depthMultiplier = filters / channels;
  const [rows = 1, columns = 1] = window.kernel;
  const perChannel: RawTensor = { shape: [channels, depthMultiplier, rows, columns], data: kernel.data };
  const config = { ...settings, ...window2d, depthMultiplier };
  return tensorOf(drawing.add("DepthwiseConv2D", config, [source], { ...rest, weights: [turnedWeight(perChannel, [2, 3, 0, 1]), ...bias] }), order);
};

/**
 * `same` cuts as much from the front as Keras does. Zeros around the kernel move the answer, so that other cuts that give the same size
 * can be said too.
 */
function framed(padding: "valid" | "same", { kernel, stride, before, size, out }: Cut): readonly [number, number] | undefined {
  if (padding === "valid") return before === 0 && out === size * stride + Math.max(kernel - stride, 0) ? [0, 0] : undefined;
  if (out !== size * stride) return undefined;
  for (let extra = 0; extra <= 2 * kernel; extra++)
    for (let front = 0; front <= extra; front++) if (Math.floor(Math.max(kernel + extra - stride, 0) / 2) === before + front) return [front, extra - front];
  return undefined;
}
interface Cut {
  readonly kernel: number;
  readonly stride: number;
  /** Cut off in front. */
  readonly before: number;
  /** Of what comes in, and of what leaves. */
  readonly size: number;
  readonly out: number;
}

export const convTranspose: Rule = (call) => {
  const stored = call.constant(1);
  const [channels = 1, filters = 1, ...kernel] = stored.shape;
  const bias = call.inputs[2] ? [asWeight(call.constant(2))] : [];
  const x = call.tensor(0);
  const source = call.drawing.onAxes(x, channelsFirst[x.order.length] ?? []);
  if (kernel.length !== 2 || source.shape.at(-1) !== channels) throw unsuitedAttribute("kernel_shape", kernel);
  for (const name of ["dilations", "group", "output_shape"]) {
    const value = call.list(name) ?? [call.number(name, 1)];
    if (value.some((size) => size !== 1)) throw unsuitedAttribute(name, value);
  }
  const strides = call.list("strides") ?? [1, 1];
  const same = call.text("auto_pad").startsWith("SAME");
  const pads = call.list("pads") ?? [0, 0, 0, 0];
  const extra = call.list("output_padding") ?? [0, 0];
  const cuts = kernel.map((length, i): Cut => {
    const [stride, size] = [strides[i] ?? 1, source.shape[1 + i] ?? 1];
    const before = same ? Math.floor(Math.max(length - stride, 0) / 2) : (pads[i] ?? 0);
    const out = same ? size * stride : (size - 1) * stride + length - before - (pads[2 + i] ?? 0) + (extra[i] ?? 0);
    return { kernel: length, stride, before, size, out };
  });
  const padding = (["valid", "same"] as const).find((word) => cuts.every((cut) => framed(word, cut)));
  const [rows, columns] = cuts.map((cut) => padding && framed(padding, cut));
  if (!rows || !columns) throw unsuitedAttribute("pads", pads);
  const larger = withRim(turnedWeight(asWeight(stored), [2, 3, 1, 0]), rows, columns);
  const kernelSize = larger.shape.slice(0, 2);
  const outSize = kernelSize.map((length, i) => {
    const whole = (source.shape[1 + i] ?? 1) * (strides[i] ?? 1);
    return padding === "same" ? whole : whole + Math.max(length - (strides[i] ?? 1), 0);
  });
  const config = { filters, kernelSize, strides, padding, useBias: bias.length > 0, activation: "linear" };
  const rest = { shape: [Number.NaN, ...outSize, filters], name: stored.name, weights: [larger, ...bias] };
  return tensorOf(call.drawing.add("Conv2DTranspose", config, [source], rest), channelsFirst[4]);
};

/** A kernel [h, w, …] with rows and columns of zeros around it. */
function withRim(kernel: RawTensor, rows: readonly [number, number], columns: readonly [number, number]): RawTensor {
  const [height = 1, width = 1, ...rest] = kernel.shape;
  const inner = valuesOf(rest);
  const shape = [height + rows[0] + rows[1], width + columns[0] + columns[1], ...rest];
  const data = new Float32Array(valuesOf(shape));
  for (let row = 0; row < height; row++) {
    const from = row * width * inner;
    data.set(kernel.data.subarray(from, from + width * inner), ((row + rows[0]) * (shape[1] ?? 1) + columns[0]) * inner);
  }
  return { shape, data };
}

/** Layers that answer nothing below zero: a zero beside their answers is no new maximum. */
const isNotNegative = ({ className, config }: Drawn) =>
  className === "Activation" && ["relu", "relu6", "sigmoid", "softplus", "exponential", "softmax", "hardSigmoid"].includes(String(config["activation"]));

const pool =
  (kind: "Max" | "Average"): Rule =>
  (call) => {
    const kernel = call.list("kernel_shape") ?? [];
    const countsZeros = call.number("count_include_pad", 0) === 1;
    const { source, window, padding, order, size } = placed(
      call,
      kernel,
      (layer) => (kind === "Max" ? isNotNegative(layer) : countsZeros),
      kind === "Max" || !countsZeros,
    );
    if (window.dilations.some((dilation) => dilation !== 1)) throw unsuitedAttribute("dilations", window.dilations);
    if (padding === "causal") throw unsuitedAttribute("pads", call.list("pads"));
    const out = spatial(size, window, padding);
    if (call.number("ceil_mode", 0) === 1 && size.some((length, i) => padding === "valid" && (length - (kernel[i] ?? 1)) % (window.strides[i] ?? 1) !== 0))
      throw unsuitedAttribute("ceil_mode", 1);
    const shape = [Number.NaN, ...out, source.shape.at(-1) ?? 1];
    const is1d = kernel.length === 1;
    const config = { poolSize: is1d ? kernel[0] : kernel, strides: is1d ? window.strides[0] : window.strides, padding };
    return tensorOf(call.drawing.add(`${kind}Pooling${is1d ? 1 : 2}D`, config, [source], { shape }), order);
  };
export const maxPool = pool("Max");
export const averagePool = pool("Average");

/** One value for each channel. The axes that were pooled stay as ones where the file keeps them. */
export function pooledGlobally(drawing: Drawing, x: Tensor, kind: "Max" | "Average", reads?: Drawn["reads"]): Drawn {
  const rank = x.view.length;
  const source = drawing.onAxes(x, x.order);
  const shape = [Number.NaN, x.view.at(-1) ?? 1];
  return drawing.add(`Global${kind}Pooling${rank === 3 ? 1 : 2}D`, {}, [source], { shape, ...(reads ? { reads } : {}) });
}

const globalPool =
  (kind: "Max" | "Average"): Rule =>
  (call) => {
    const x = call.tensor(0);
    const order = channelsFirst[x.order.length];
    if (!order || order.length < 3) throw unsuitedAttribute("rank", x.order.length);
    const source = call.drawing.onAxes(x, order);
    const layer = pooledGlobally(call.drawing, tensorOf(source), kind);
    return { ...tensorOf(layer), view: [...layer.shape, ...order.slice(2).map(() => 1)], order: order.map((_, i) => i) };
  };
export const globalMaxPool = globalPool("Max");
export const globalAveragePool = globalPool("Average");

export const pad: Rule = (call) => {
  const mode = call.text("mode") || "constant";
  const pads = call.listAt("pads", 1);
  const value = call.inputs[2] ? call.numberAt(2) : call.number("value", 0);
  const x = call.tensor(0);
  const rank = x.order.length;
  if (mode !== "constant" || value !== 0) throw unsuitedAttribute("mode", value === 0 ? mode : value);
  if (call.inputs[3] || pads?.length !== 2 * rank) throw unsuitedAttribute("pads", pads);
  return { kind: "padded", of: x, before: pads.slice(0, rank), after: pads.slice(rank) };
};

export const resize: Rule = (call) => {
  const x = call.tensor(0);
  const order = channelsFirst[4] ?? [];
  const seen = seenShape(x);
  const isOld = call.node.op === "Upsample" || call.inputs.length < 3;
  const at = isOld ? 1 : 2;
  const scales = call.list("scales") ?? (call.inputs[at] && call.constant(at).data.length > 0 ? [...call.constant(at).data] : undefined);
  const sizes = scales ?? [...call.constant(3).data].map((size, i) => (Number.isNaN(size) || i === 0 ? 1 : size / (seen[i] ?? 1)));
  const [one, other, rows = 0, columns = 0] = sizes;
  const factors = [rows, columns];
  if (x.order.length !== 4 || one !== 1 || other !== 1 || factors.some((factor) => !Number.isInteger(factor) || factor < 1))
    throw unsuitedAttribute("scales", sizes);
  const mode = call.text("mode") || "nearest";
  const coordinates = call.text("coordinate_transformation_mode") || (call.node.op === "Upsample" ? "asymmetric" : "half_pixel");
  const rounding = call.text("nearest_mode") || (call.node.op === "Upsample" ? "floor" : "round_prefer_floor");
  // By whole factors these three repeat every pixel.
  const nearest = ["asymmetric floor", "half_pixel round_prefer_floor", "tf_half_pixel_for_nn floor"];
  const isNearest = mode === "nearest" && nearest.includes(`${coordinates} ${rounding}`);
  const isLinear = mode === "linear" && coordinates.endsWith("half_pixel");
  if (!isNearest && !isLinear) throw unsuitedAttribute("coordinate_transformation_mode", `${mode} ${coordinates} ${rounding}`);
  const source = call.drawing.onAxes(x, order);
  const [, height = 1, width = 1, channels = 1] = source.shape;
  const config = { size: factors, interpolation: isNearest ? "nearest" : "bilinear" };
  return tensorOf(call.drawing.add("UpSampling2D", config, [source], { shape: [Number.NaN, height * rows, width * columns, channels] }), order);
};
