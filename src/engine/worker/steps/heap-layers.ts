/**
 * Layers that take a growing sequence piece by piece on the WebAssembly heap. Each knows its places beforehand, so that a token costs
 * what its products cost: as tensors of TensorFlow.js, made and given back layer by layer, it costs six times as much.
 */
import { limitsOf, noLimits } from "@/engine/worker/kernels/fused-activation";
import { isFused, numberOf, type FusedActivation } from "@/engine/worker/ops/fused-activations";
import { sineWaves } from "@/engine/worker/steps/sine-waves";
import type { WasmHeap } from "@/engine/worker/wasm/heap";
import type { ActivationName } from "@/network/activations";
import type { LayerConfig, LayerName } from "@/network/layers";

/** Rows of floats at an address of the heap. */
export interface Rows {
  readonly address: number;
  readonly width: number;
}
/** Steps that come in together. */
export interface Piece {
  /** Steps before them. */
  readonly position: number;
  readonly count: number;
  /** From this one on, answers are wanted: `count` for none. What later steps look back at is kept of all. */
  readonly first: number;
}
interface HeapLayerCall<N extends LayerName> {
  readonly config: LayerConfig<N>;
  readonly inputs: readonly Rows[];
  /** Room for the answers to a piece. */
  readonly output: Rows;
  /** Steps of the longest sequence, and of the longest piece. */
  readonly steps: number;
  readonly pieceSteps: number;
  readonly activation: ActivationName;
  readonly heap: WasmHeap;
  /** Where a weight lies, asked anew each time, and how many values it has. */
  readonly weight: (name: string) => { readonly address: () => number; readonly size: number };
  /** Room of the layer's own for so many floats. */
  readonly room: (floats: number) => number;
  readonly constant: (values: Float32Array) => number;
}
/** Nothing where a setting of the layer is not among those that it can do here. */
export type HeapLayer<N extends LayerName> = (call: HeapLayerCall<N>) => ((piece: Piece) => void) | undefined;

export const at = ({ address, width }: Rows, row: number): number => address + 4 * row * width;

type Activate = (from: number, to: number, count: number, width: number) => void;

/** `to` may be where it comes from. Nothing for an activation that has no kernel. */
function activator({ kernels }: WasmHeap, name: ActivationName): Activate | undefined {
  const fused: (one: FusedActivation) => Activate = (one) => (from, to, count, width) => kernels.biasActivation(from, 0, to, count, width, numberOf(one));
  if (name === "gelu") return (from, to, count, width) => kernels.gelu(from, to, count * width);
  if (name === "softmax")
    return (from, to, count, width) => {
      if (from !== to) fused("linear")(from, to, count, width);
      kernels.softmax(to, count, width);
    };
  return isFused(name) ? fused(name) : undefined;
}

/** activation(x · kernel + bias), with the weights of these names. */
function product(
  { heap, weight }: Pick<HeapLayerCall<"Dense">, "heap" | "weight">,
  depth: number,
  names: { readonly kernel: string; readonly bias: string | undefined },
  activation: ActivationName,
): { readonly width: number; readonly run: (from: number, to: number, count: number) => void } | undefined {
  const limits = limitsOf(activation);
  const activate = limits ? undefined : activator(heap, activation);
  if (!limits && !activate) return undefined;
  const { kernels } = heap;
  const { low, high } = limits ?? noLimits;
  const kernel = weight(names.kernel);
  const bias = names.bias === undefined ? undefined : weight(names.bias);
  const width = kernel.size / depth;
  return {
    width,
    run(from, to, count) {
      if (count === 0) return;
      const work = heap.scratch(kernels.productBytes(width, depth));
      kernels.product(from, kernel.address(), to, count, width, depth, false, false, bias?.address() ?? 0, low, high, work);
      activate?.(to, to, count, width);
    },
  };
}

/** x + y, as a bias is added: all values of a piece are one row. */
const add = ({ kernels }: WasmHeap, x: number, y: number, to: number, count: number): void => {
  if (count > 0) kernels.biasActivation(x, y, to, 1, count, numberOf("linear"));
};

const embedding: HeapLayer<"Embedding"> = ({ config, inputs: [ids], output, heap, weight }) => {
  const table = weight("embeddings");
  return ({ first, count }) => heap.kernels.embed(at(ids!, first), table.address(), at(output, first), count - first, output.width, config.inputDim);
};

const positionalEncoding: HeapLayer<"PositionalEncoding"> = ({ config, inputs: [x], output, steps, heap, weight, constant }) => {
  const { width } = output;
  const waves = config.kind === "sinusoidal" ? constant(sineWaves(0, steps, width)) : undefined;
  const patterns = waves === undefined ? weight("embeddings").address : () => waves;
  return ({ position, first, count }) =>
    add(heap, at(x!, first), at({ address: patterns(), width }, position + first), at(output, first), (count - first) * width);
};

const layerNormalization: HeapLayer<"LayerNormalization"> = ({ config, inputs: [x], output, pieceSteps, heap, weight, room, constant }) => {
  const { width } = output;
  const same = (value: number) => {
    const address = constant(new Float32Array(width).fill(value));
    return () => address;
  };
  const gamma = config.scale ? weight("gamma").address : same(1);
  const beta = config.center ? weight("beta").address : same(0);
  const [means, inverses] = [room(pieceSteps), room(pieceSteps)];
  return ({ first, count }) =>
    heap.kernels.layerNormalization(at(x!, first), gamma(), beta(), at(output, first), means, inverses, count - first, width, config.epsilon);
};

const rmsNormalization: HeapLayer<"RMSNormalization"> = ({ config, inputs: [x], output, pieceSteps, heap, weight, room }) => {
  const scale = weight("scale");
  const inverses = room(pieceSteps);
  return ({ first, count }) =>
    heap.kernels.rmsNormalization(at(x!, first), scale.address(), at(output, first), inverses, count - first, output.width, config.epsilon);
};

const multiHeadAttention: HeapLayer<"MultiHeadAttention"> = (call) => {
  const {
    config,
    inputs: [x],
    output,
    steps,
    pieceSteps,
    heap,
    room,
  } = call;
  const { numHeads: heads } = config;
  const projected = (name: string, depth: number) =>
    product(call, depth, { kernel: `${name}Kernel`, bias: config.useBias ? `${name}Bias` : undefined }, "linear")!;
  const [toQuery, toKey, toValue] = [projected("query", x!.width), projected("key", x!.width), projected("value", x!.width)];
  const toOutput = projected("output", toValue.width);
  const rows = (width: number, count: number): Rows => ({ address: room(count * width), width });
  const [query, answer] = [rows(toQuery.width, pieceSteps), rows(toValue.width, pieceSteps)];
  const [key, value] = [rows(toKey.width, steps), rows(toValue.width, steps)];
  const scores = room(steps);
  const [keySize, valueSize] = [key.width / heads, value.width / heads];
  return ({ position, first, count }) => {
    toKey.run(x!.address, at(key, position), count);
    toValue.run(x!.address, at(value, position), count);
    toQuery.run(at(x!, first), query.address, count - first);
    for (let row = first; row < count; row++) {
      const [q, y, seen] = [at(query, row - first), at(answer, row - first), position + row + 1];
      heap.kernels.attendNewest(q, key.address, value.address, y, scores, heads, seen, keySize, valueSize, 1 / Math.sqrt(keySize));
    }
    toOutput.run(answer.address, at(output, first), count - first);
  };
};

const feedForward: HeapLayer<"FeedForward"> = (call) => {
  const {
    config,
    inputs: [x],
    output,
    pieceSteps,
    room,
  } = call;
  const widen = product(call, x!.width, { kernel: "intermediateKernel", bias: "intermediateBias" }, config.hiddenActivation);
  const narrow = product(call, config.units, { kernel: "outputKernel", bias: "outputBias" }, "linear");
  if (!widen || !narrow) return undefined;
  const wide = room(pieceSteps * widen.width);
  return ({ first, count }) => {
    widen.run(at(x!, first), wide, count - first);
    narrow.run(wide, at(output, first), count - first);
  };
};

const dense: HeapLayer<"Dense"> = (call) => {
  const {
    config,
    inputs: [x],
    output,
    activation,
  } = call;
  const all = product(call, x!.width, { kernel: "kernel", bias: config.useBias ? "bias" : undefined }, activation);
  return all && (({ first, count }) => all.run(at(x!, first), at(output, first), count - first));
};

const sum: HeapLayer<"Add"> = ({ inputs, output, heap }) => {
  const [x, ...others] = inputs;
  if (inputs.some(({ width }) => width !== output.width) || others.length === 0) return undefined;
  return ({ first, count }) => {
    const [to, values] = [at(output, first), (count - first) * output.width];
    others.forEach((y, i) => add(heap, i === 0 ? at(x!, first) : to, at(y, first), to, values));
  };
};

const activation: HeapLayer<"Activation"> = ({ inputs: [x], output, activation: name, heap }) => {
  const activate = activator(heap, name);
  return activate && (({ first, count }) => activate(at(x!, first), at(output, first), count - first, output.width));
};

/** Those that are missing here are taken step by step as tensors. Dropout and noise do nothing to what is written: see `transparent`. */
export const heapLayers: { readonly [N in LayerName]?: HeapLayer<N> } = {
  Embedding: embedding,
  PositionalEncoding: positionalEncoding,
  LayerNormalization: layerNormalization,
  RMSNormalization: rmsNormalization,
  MultiHeadAttention: multiHeadAttention,
  FeedForward: feedForward,
  Dense: dense,
  Add: sum,
  Activation: activation,
};
/** Layers that pass on what comes in, unless they train. */
export const transparent: ReadonlySet<LayerName> = new Set<LayerName>(["Dropout", "GaussianNoise"]);
