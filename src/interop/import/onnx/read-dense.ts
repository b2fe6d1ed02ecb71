/** Products with fixed numbers: Dense, its bias, tables of embeddings, and the parts of a product that is cut into several. */
import { sineWaves } from "@/interop/export/positions";
import type { RawTensor } from "@/interop/import/imported-model";
import { isBatch, sameSizes, seenShape, valuesOf, withoutPlaces } from "@/interop/import/onnx/axes";
import { needsConstant, unsuitedAttribute, type Call, type Rule } from "@/interop/import/onnx/call";
import { onlyNumber } from "@/interop/import/onnx/constants";
import { pickedColumns, placedRows, tensorOf, turnedWeight, type Drawing } from "@/interop/import/onnx/drawing";
import { withOutputBias, withOutputKernel } from "@/interop/import/onnx/read-attention";
import type { Constant, Drawn, Rows, Tensor, Value } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";

export const asWeight = ({ shape, data }: Constant): RawTensor => ({ shape, data: data instanceof Float32Array ? data : Float32Array.from(data) });

const misfit = (expected: number | undefined, came: number | undefined) =>
  new Unsuited({
    en: `its kernel takes ${came ?? "?"} features, and ${expected ?? "?"} come in.`,
    zh: `其权重需要 ${came ?? "?"} 个特征，而输入有 ${expected ?? "?"} 个。`,
  });

function dense(call: Call, x: Tensor, constant: Constant, kernel: RawTensor): Tensor {
  const { drawing } = call;
  const [inside, units] = kernel.shape;
  if (kernel.shape.length !== 2 || units === undefined) throw unsuitedAttribute("kernel", kernel.shape);
  const features = seenShape(x).at(-1);
  if (inside !== features) throw misfit(features, inside);
  const rows = x.places ? placedRows(kernel, x.places) : kernel;
  // Only the features need to be last; whatever else is turned stays so.
  const isLast = x.order.at(-1) === x.view.length - 1;
  const order = isLast ? x.order : x.order.map((_, axis) => axis);
  const source = x.places ? x.layer : drawing.onAxes(x, order);
  const { name } = constant;
  if (source.className === "MultiHeadAttention" && source.isUnfinished === true) return tensorOf(withOutputKernel(drawing, source, rows, name), order);
  const shape = [...source.shape.slice(0, -1), units];
  const settings = { activation: "linear", useBias: false };
  // On images a product over the channels is a window of one pixel.
  const layer =
    source.shape.length === 4
      ? drawing.add("Conv2D", { ...settings, ...pointWindow(units) }, [source], { shape, name, weights: [{ ...rows, shape: [1, 1, ...rows.shape] }] })
      : drawing.add("Dense", { ...settings, units }, [source], { shape, name, weights: [rows] });
  return tensorOf(layer, order);
}
const pointWindow = (filters: number) => ({ filters, kernelSize: [1, 1], strides: [1, 1], padding: "valid", dilationRate: [1, 1] });

export const matMul = (call: Call): Tensor => {
  const kernel = call.constant(1);
  return dense(call, call.tensor(0), kernel, asWeight(kernel));
};

export const gemm: Rule = (call) => {
  const kernel = call.constant(1);
  if (call.number("transA", 0) !== 0) throw unsuitedAttribute("transA", 1);
  const [alpha, beta] = [call.number("alpha", 1), call.number("beta", 1)];
  const turned = call.number("transB", 0) === 0 ? asWeight(kernel) : turnedWeight(asWeight(kernel), [1, 0]);
  const scaled = alpha === 1 ? turned : { ...turned, data: turned.data.map((value) => value * alpha) };
  const product = dense(call, call.tensor(0), kernel, scaled);
  if (!call.inputs[2]) return product;
  const bias = call.constant(2);
  const units = seenShape(product).at(-1) ?? 1;
  const values = bias.data.length === 1 ? new Float32Array(units).fill(bias.data[0] ?? 0) : Float32Array.from(bias.data);
  const added = withBias(call.drawing, product, { ...bias, shape: [values.length], data: beta === 1 ? values : values.map((value) => value * beta) });
  if (!added) throw misfit(units, bias.data.length);
  return added;
};

const withBiasOfOwn: ReadonlySet<string> = new Set(["Dense", "Conv1D", "Conv2D", "Conv2DTranspose", "DepthwiseConv2D"]);

/** The layer with these numbers as its bias; undefined where it has one already, or they are none. */
export function withBias(drawing: Drawing, x: Tensor, bias: Constant): Tensor | undefined {
  const { layer } = x;
  const width = layer.shape.at(-1) ?? 0;
  const place = bias.shape.findIndex((size) => size !== 1);
  const axis = place < 0 ? x.order.length - 1 : x.order.length - bias.shape.length + place;
  const isLast = x.order[axis] === x.view.length - 1 && x.view.at(-1) === width;
  if (x.places || !isLast || bias.data.length !== width || bias.shape.length === 0) return undefined;
  const values = { shape: [width], data: Float32Array.from(bias.data) };
  if (layer.className === "MultiHeadAttention") return { ...x, layer: withOutputBias(drawing, layer, values) };
  if (!withBiasOfOwn.has(layer.className) || layer.config["useBias"] === true) return undefined;
  return { ...x, layer: drawing.changed(layer, { config: { ...layer.config, useBias: true }, weights: [...layer.weights, values] }) };
}

/** A table with a row for every step, added to a sequence. */
export function withPositions(drawing: Drawing, x: Tensor, table: Constant): Tensor | undefined {
  const shape = table.shape[0] === 1 && table.shape.length === 3 ? table.shape.slice(1) : table.shape;
  const [steps, features] = shape;
  const seen = seenShape(x);
  if (seen.length !== 3 || shape.length !== 2 || !isBatch(seen[0]) || seen[1] !== steps || seen[2] !== features) return undefined;
  const data = Float32Array.from(table.data);
  const waves = sineWaves(steps ?? 0, features ?? 0);
  const isWaves = data.every((value, i) => Math.abs(value - (waves[i] ?? 0)) < 1e-6);
  const source = drawing.plain(x);
  const layer = isWaves
    ? drawing.add("PositionalEncoding", { kind: "sinusoidal" }, [source], { shape: source.shape })
    : drawing.add("PositionalEncoding", { kind: "learned" }, [source], { shape: source.shape, name: table.name, weights: [{ shape, data }] });
  return tensorOf(layer);
}

/** Rows of a table by tokens. */
export function embedded(call: Call, table: Constant, tokens: Tensor | Rows): Value {
  const [rows, features] = table.shape;
  if (table.shape.length !== 2 || rows === undefined || features === undefined || call.number("axis", 0) !== 0) throw needsConstant;
  if (tokens.kind === "rows" && (tokens.rows !== rows || tokens.otherwise !== Math.min(1, rows - 1))) throw unsuitedAttribute("indices", tokens.otherwise);
  const source = call.drawing.plain(tokens.kind === "rows" ? tokens.of : tokens);
  return tensorOf(
    call.drawing.add("Embedding", { inputDim: rows, outputDim: features, maskZero: false }, [source], {
      shape: [...source.shape, features],
      name: table.name,
      weights: [asWeight(table)],
    }),
  );
}

/** One product cut along its units: as many products. */
export function cutUnits(call: Call, x: Tensor, sizes: readonly number[]): readonly Tensor[] {
  const { layer } = x;
  const isWhole = x.order.at(-1) === x.view.length - 1 && x.view.at(-1) === layer.shape.at(-1);
  if (layer.className !== "Dense" || !isWhole || x.places)
    throw new Unsuited({ en: "it cuts a value into parts, which no layer here does.", zh: "它把一个值切分成几部分，这里没有这样的层。" });
  let from = 0;
  return sizes.map((units): Tensor => {
    const columns = Array.from({ length: units }, (_, i) => from + i);
    from += units;
    const part: Drawn = call.drawing.changed(layer, {
      config: { ...layer.config, units },
      weights: layer.weights.map((weight) => pickedColumns(weight, columns)),
      shape: [...layer.shape.slice(0, -1), units],
    });
    return { ...x, layer: part, view: [...x.view.slice(0, -1), units] };
  });
}

/** One place of an axis that the units of a product were taken apart along; undefined where the axis is no such one. */
export function pickedUnits(drawing: Drawing, x: Value, axis: number, index: number): Tensor | undefined {
  if (x.kind !== "tensor" || x.layer.className !== "Dense" || x.places) return undefined;
  const { layer, view } = x;
  const kept = layer.shape.length - 1;
  const size = view[axis] ?? 0;
  const at = index < 0 ? index + size : index;
  if (axis < kept || at < 0 || at >= size || !sameSizes(view.slice(0, kept), layer.shape.slice(0, kept))) return undefined;
  const behind = valuesOf(view.slice(axis + 1));
  const columns = Array.from({ length: layer.shape[kept] ?? 0 }, (_, i) => i).filter((i) => Math.floor(i / behind) % size === at);
  const part = drawing.changed(layer, {
    config: { ...layer.config, units: columns.length },
    weights: layer.weights.map((weight) => pickedColumns(weight, columns)),
    shape: [...layer.shape.slice(0, kept), columns.length],
  });
  return { ...x, layer: part, ...withoutPlaces(x, [x.order.indexOf(axis)]) };
}

export const isZero = (value: Value | undefined) => value === undefined || ((value.kind === "constant" || value.kind === "fill") && onlyNumber(value) === 0);
