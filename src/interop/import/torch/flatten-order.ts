/**
 * PyTorch flattens images with their channels first, we with their channels last. What comes behind a flattening, and before a reshaping
 * into an image, has its rows or columns in another order there: which, follows from the network.
 */
import { importProblem } from "@/interop/import/imported-model";
import type { NamedTensor } from "@/interop/layerlab/content";
import type { LayerName } from "@/network/layers";
import type { Plan, PlannedLayer } from "@/network/plan";
import type { Shape } from "@/network/shape";

/** Which of our features is PyTorch's feature i; undefined where they are counted alike. */
type Order = Int32Array | undefined;

/** Axes of a weight that are counted otherwise, by its full name. */
export type FlattenedWeights = ReadonlyMap<string, readonly { readonly axis: number; readonly order: Int32Array }[]>;

const passing: ReadonlySet<LayerName> = new Set<LayerName>(["Activation", "Dropout", "GaussianNoise", "RepeatVector"]);
const norms: ReadonlySet<LayerName> = new Set<LayerName>(["BatchNormalization", "LayerNormalization", "RMSNormalization"]);
const merging: ReadonlySet<LayerName> = new Set<LayerName>(["Add", "Multiply", "Average", "Maximum"]);
/** Their kernels' rows are the features that come in. */
const reading: ReadonlySet<LayerName> = new Set<LayerName>(["Dense", "LSTM", "GRU", "SimpleRNN", "Bidirectional"]);
const rowsOf = /(^k|(forward|backward)K)ernel$/;
/** PyTorch keeps the steps of a sequence behind its channels from one of these on. */
const turning: ReadonlySet<LayerName> = new Set<LayerName>(["Conv1D", "MaxPooling1D", "AveragePooling1D"]);

const values = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1);
const sizesOf = (shape: Shape | undefined) => (shape ?? []).slice(1).map((size) => size ?? 1);

/** Of sizes that end with the channels. */
function channelsFirst(sizes: readonly number[]): Order {
  const channels = sizes.at(-1) ?? 1;
  const places = values(sizes) / channels;
  if (channels === 1 || places === 1) return undefined;
  return Int32Array.from({ length: channels * places }, (_, i) => (i % places) * channels + Math.floor(i / places));
}

export function flattenedWeights(plan: Plan): FlattenedWeights {
  const layers = new Map(plan.layers.map((layer) => [layer.node.id, layer]));
  const orders = new Map<string, Order>();
  const turned = new Set<string>();
  const found = new Map<string, { axis: number; order: Int32Array }[]>();
  const note = (layer: PlannedLayer, word: string, axis: number, order: Int32Array) => {
    const name = `${layer.node.name}/${word}`;
    found.set(name, [...(found.get(name) ?? []), { axis, order }]);
  };
  const sourcesOf = ({ sources }: PlannedLayer) => sources.flatMap((id) => layers.get(id) ?? []);

  /** What makes these values makes them in this order: back to the kernel whose columns they are. */
  function ask(layer: PlannedLayer, order: Int32Array): void {
    const { className } = layer.node;
    const isOnly = plan.layers.filter(({ sources }) => sources.includes(layer.node.id)).length === 1;
    if (isOnly && className === "Dense") for (const { name, shape } of layer.weights) note(layer, name, shape.length - 1, order);
    else if (isOnly && (passing.has(className) || norms.has(className))) {
      for (const { name } of layer.weights) note(layer, name, 0, order);
      for (const source of sourcesOf(layer)) ask(source, order);
    } else throw otherOrder(layer);
  }

  for (const layer of plan.layers) {
    const { node, sources } = layer;
    const { className } = node;
    const [source] = sourcesOf(layer);
    const coming = sources.map((id) => orders.get(id));
    const order = coming.find((one) => one !== undefined);
    if (turning.has(className) || ((passing.has(className) || norms.has(className) || merging.has(className)) && sources.some((id) => turned.has(id))))
      turned.add(node.id);

    if (className === "Flatten" && source) {
      const sizes = sizesOf(source.outputShape);
      if (order && sizes.length > 1) throw otherOrder(layer);
      orders.set(node.id, sizes.length === 3 || turned.has(source.node.id) ? channelsFirst(sizes) : order);
    } else if (className === "TimeDistributed" && node.config.layer === "Flatten" && source)
      orders.set(node.id, channelsFirst(sizesOf(source.outputShape).slice(1)));
    else if (className === "Reshape" && source && sizesOf(layer.outputShape).length === 3) {
      const asked = channelsFirst(sizesOf(layer.outputShape));
      const isImage = sizesOf(source.outputShape).length === 3;
      if (asked && !sameOrder(asked, order)) {
        if (order || isImage) throw otherOrder(layer);
        ask(source, asked);
      }
    } else if (!order) continue;
    else if (reading.has(className)) {
      for (const { name } of layer.weights) if (rowsOf.test(name)) note(layer, name, 0, order);
    } else if (passing.has(className) || norms.has(className)) {
      for (const { name } of layer.weights) note(layer, name, 0, order);
      orders.set(node.id, order);
    } else if (merging.has(className) && coming.every((one) => sameOrder(one, order))) orders.set(node.id, order);
    else if (className === "Concatenate" && (node.config.axis === -1 || node.config.axis === layer.outputShape.length - 1))
      orders.set(node.id, joinedOrders(sourcesOf(layer), coming));
    else throw otherOrder(layer);
  }
  if (orders.get(plan.output.node.id)) throw otherOrder(plan.output);
  return found;
}

const sameOrder = (one: Order, other: Order) => one === other || (one?.length === other?.length && (one?.every((place, i) => place === other?.[i]) ?? false));

function joinedOrders(sources: readonly PlannedLayer[], orders: readonly Order[]): Int32Array {
  let before = 0;
  return Int32Array.from(
    sources.flatMap(({ outputShape }, i) => {
      const size = outputShape.at(-1) ?? 1;
      const own = Array.from(orders[i] ?? Int32Array.from({ length: size }, (_, at) => at), (place) => place + before);
      before += size;
      return own;
    }),
  );
}

/** The weights with their axes counted as we do. */
export function countedAsHere(tensor: NamedTensor, flattened: FlattenedWeights): NamedTensor {
  return (flattened.get(tensor.name) ?? []).reduce<NamedTensor>((current, { axis, order }) => reordered(current, axis, order), tensor);
}

function reordered({ name, shape, data }: NamedTensor, axis: number, order: Int32Array): NamedTensor {
  const inner = values(shape.slice(axis + 1));
  const size = order.length;
  const turned = new Float32Array(data.length);
  for (let outer = 0; outer < data.length / (size * inner); outer++)
    for (const [theirs, ours] of order.entries()) {
      const from = (outer * size + theirs) * inner;
      turned.set(data.subarray(from, from + inner), (outer * size + ours) * inner);
    }
  return { name, shape, data: turned };
}

const otherOrder = ({ node }: PlannedLayer) =>
  importProblem(
    "flattenedOtherwise",
    {
      en: "PyTorch counts flattened images with their channels first, and at {name} no weight is left that could be put in our order. Put a Dense layer between the flattening and {name}, or save the model as ONNX.",
      zh: "PyTorch 展平图像时通道在前，而在 {name} 处没有可以改成这里顺序的权重。请在展平与 {name} 之间放一个全连接层，或把模型存为 ONNX。",
    },
    { name: node.name },
  );
