/** The layers that are found in an ONNX graph, and their answers on the axes that a reader needs. */
import { transposed } from "@/interop/export/arrange";
import type { RawTensor } from "@/interop/import/imported-model";
import { axesFor, liesAs, plainAxes, placesInMemory, sameSizes, valuesOf, type Axes } from "@/interop/import/onnx/axes";
import type { Drawn, Tensor } from "@/interop/import/onnx/values";
import { Unsuited } from "@/interop/import/unsuited";
import type { LayerName } from "@/network/layers";

/** [N, C, H, W] and [N, C, T] of the file in ours; and [T, N, C]. */
export const channelsFirst: Readonly<Record<number, readonly number[]>> = { 2: [0, 1], 3: [0, 2, 1], 4: [0, 3, 1, 2] };
export const timeFirst = [1, 0, 2] as const;

export const otherOrder = new Unsuited({
  en: "it needs its values in another order of axes than Layerlab keeps them in.",
  zh: "它需要的轴顺序与 Layerlab 不同。",
});

type Extra = Pick<Drawn, "shape"> & Partial<Pick<Drawn, "weights" | "name" | "reads" | "isUnfinished" | "steps">>;

export class Drawing {
  #count = 0;
  readonly #turned = new Map<string, Drawn>();

  add(className: LayerName, config: Readonly<Record<string, unknown>>, sources: readonly Drawn[], extra: Extra): Drawn {
    return { id: `d${++this.#count}`, className, config, sources, weights: [], name: undefined, ...extra };
  }

  /** The layer changed: another one, so that whoever reads the old one keeps it. */
  changed(layer: Drawn, change: Partial<Omit<Drawn, "id">>): Drawn {
    return { ...layer, ...change, id: `d${++this.#count}` };
  }

  /** A layer that answers on these very axes: `wanted[i]` is our axis for the file's axis i. */
  onAxes(value: Tensor, wanted: readonly number[]): Drawn {
    if (value.places) throw otherOrder;
    const layer = liesAs(value, wanted) ? value.layer : reordered(this, value.layer, placesFor(value, wanted));
    const shape = axesFor(value, wanted);
    if (!layer || !Number.isNaN(shape[0])) throw otherOrder;
    return sameSizes(layer.shape, shape) ? layer : this.#reshaped(layer, shape);
  }

  plain(value: Tensor): Drawn {
    return this.onAxes(
      value,
      value.order.map((_, axis) => axis),
    );
  }

  #reshaped(layer: Drawn, shape: readonly number[]): Drawn {
    const key = `${layer.id} ${shape.join()}`;
    const known = this.#turned.get(key);
    if (known) return known;
    // What was only turned into something else and back is the thing itself.
    const [before] = layer.className === "Reshape" || layer.className === "Flatten" ? layer.sources : [];
    if (before && sameSizes(before.shape, shape)) return before;
    const made = shape.length === 2 ? this.add("Flatten", {}, [layer], { shape }) : this.add("Reshape", { targetShape: shape.slice(1) }, [layer], { shape });
    this.#turned.set(key, made);
    return made;
  }

  /** Flattened in the order of the file: where each value lies in ours is noted. */
  flattened(value: Axes & { readonly layer: Drawn }): Tensor {
    const flat = [Number.NaN, valuesOf(value.view)];
    const layer = sameSizes(value.layer.shape, flat) ? value.layer : this.#reshaped(value.layer, flat);
    return { kind: "tensor", layer, ...plainAxes(flat), places: placesInMemory(value) };
  }
}

export const tensorOf = (layer: Drawn, order?: readonly number[]): Tensor => ({
  kind: "tensor",
  layer,
  ...(order ? { view: layer.shape, order } : plainAxes(layer.shape)),
});

/** By place in the wanted order: where the value lies now. */
function placesFor(value: Axes, wanted: readonly number[]): Int32Array {
  const now = placesInMemory(value);
  const then = placesInMemory({ view: axesFor(value, wanted), order: wanted });
  const places = new Int32Array(now.length);
  for (const [i, place] of then.entries()) places[place] = now[i] ?? 0;
  return places;
}

/** The last axis of weights in another order. */
export function pickedColumns({ shape, data }: RawTensor, places: ArrayLike<number>): RawTensor {
  const columns = shape.at(-1) ?? 1;
  const rows = data.length / columns;
  const picked = new Float32Array(rows * places.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < places.length; column++) picked[row * places.length + column] = data[row * columns + (places[column] ?? 0)] ?? 0;
  return { shape: [...shape.slice(0, -1), places.length], data: picked };
}

/** Rows of a kernel where their values lie: row i of the file is row `places[i]` of ours. */
export function placedRows(kernel: RawTensor, places: Int32Array): RawTensor {
  const columns = valuesOf(kernel.shape.slice(1));
  const data = new Float32Array(kernel.data.length);
  for (const [row, place] of places.entries()) data.set(kernel.data.subarray(row * columns, (row + 1) * columns), place * columns);
  return { shape: kernel.shape, data };
}

/** The same layer with its units in another order; undefined where that cannot be had. */
function reordered(drawing: Drawing, layer: Drawn, places: Int32Array): Drawn | undefined {
  const { className, sources, weights } = layer;
  if (layer.shape.length !== 2 || layer.config["activation"] === "softmax") return undefined;
  if (className === "Dense") return drawing.changed(layer, { weights: weights.map((weight) => pickedColumns(weight, places)) });
  const [source] = sources;
  if (!source || !["Activation", "Dropout", "BatchNormalization", "LayerNormalization"].includes(className)) return undefined;
  const before = reordered(drawing, source, places);
  return before && drawing.changed(layer, { sources: [before], weights: weights.map((weight) => pickedColumns(weight, places)) });
}

export function turnedWeight({ shape, data }: RawTensor, order: readonly number[]): RawTensor {
  const turned = transposed({ name: "", shape, data }, order);
  return { shape: turned.shape, data: turned.data };
}
