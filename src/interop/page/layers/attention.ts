/** The layers of a Transformer: attention, positions, and the block that works on each step. */
import { sineWaves } from "@/interop/export/positions";
import { activate } from "@/interop/page/activations";
import type { PageLayer, StepMemory } from "@/interop/page/layers/page-layer";
import { product, rowsOf, zeros, type Value } from "@/interop/page/value";

export const multiHeadAttention: PageLayer<"MultiHeadAttention"> = ({ config, inputs, masks, weight, shape, memory }) => {
  const { numHeads: heads, keyDim, valueDim, useCausalMask, useBias } = config;
  const [query, seen = query] = inputs as readonly [Value, Value?];
  const mask = masks.at(-1);
  const projected = (name: string, x: Float32Array, width: number) =>
    product(x, weight(`${name}Kernel`).data, width, useBias ? weight(`${name}Bias`).data : undefined);
  const size = valueDim || keyDim;
  const q = projected("query", query.data, heads * keyDim);
  const k = behindEarlier("key", projected("key", seen.data, heads * keyDim), memory);
  const v = behindEarlier("value", projected("value", seen.data, heads * size), memory);
  const [steps, from] = [query.shape[0] ?? 1, memory?.from ?? 0];
  const keys = from + (seen.shape[0] ?? 1);
  const found = new Float32Array(steps * heads * size);
  const sums = new Float64Array(size);
  for (let t = 0; t < steps; t++)
    for (let head = 0; head < heads; head++) {
      const isSeen = (s: number) => (!useCausalMask || s <= from + t) && (!mask || mask[s] === 1);
      const scores = new Float64Array(keys).fill(Number.NEGATIVE_INFINITY);
      for (let s = 0; s < keys; s++) {
        if (!isSeen(s)) continue;
        let sum = 0;
        for (let d = 0; d < keyDim; d++) sum += (q[(t * heads + head) * keyDim + d] as number) * (k[(s * heads + head) * keyDim + d] as number);
        scores[s] = sum / Math.sqrt(keyDim);
      }
      const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      // A step that may look at nothing takes nothing.
      if (most === Number.NEGATIVE_INFINITY) continue;
      const weights = scores.map((score) => Math.exp(score - most));
      const total = weights.reduce((a, b) => a + b, 0);
      sums.fill(0);
      weights.forEach((share, s) => {
        if (share === 0) return;
        for (let d = 0; d < size; d++) sums[d] = (sums[d] as number) + (share / total) * (v[(s * heads + head) * size + d] as number);
      });
      found.set(sums, (t * heads + head) * size);
    }
  return { shape, data: projected("output", found, shape.at(-1) ?? 1) };
};

/** Rows of these steps behind those of the steps before, and kept for those to come. */
function behindEarlier(name: string, rows: Float32Array, memory: StepMemory | undefined): Float32Array {
  if (!memory) return rows;
  const earlier = memory.kept.get(name) ?? new Float32Array();
  const all = new Float32Array(earlier.length + rows.length);
  all.set(earlier);
  all.set(rows, earlier.length);
  memory.kept.set(name, all);
  return all;
}

export const feedForward: PageLayer<"FeedForward"> = ({ config, inputs: [x], weight, shape }) => {
  const wide = product(x.data, weight("intermediateKernel").data, config.units, weight("intermediateBias").data);
  const hidden = activate(config.hiddenActivation, { shape: [wide.length / config.units, config.units], data: wide });
  return { shape, data: product(hidden.data, weight("outputKernel").data, rowsOf(x).columns, weight("outputBias").data) };
};

export const positionalEncoding: PageLayer<"PositionalEncoding"> = ({ config, inputs: [x], weight, shape, memory }) => {
  const [steps = 1, size = 1] = shape;
  const from = memory?.from ?? 0;
  const table = config.kind === "sinusoidal" ? sineWaves(from + steps, size) : weight("embeddings").data;
  return { shape, data: x.data.map((value, i) => value + (table[from * size + i] ?? 0)) };
};

/** Numbers of tokens to rows of a table; one that is no row of it stands for an unknown word. */
export const embedding: PageLayer<"Embedding"> = ({ config: { inputDim, outputDim }, inputs: [x], weight, shape }) => {
  const table = weight("embeddings").data;
  const y = zeros(shape);
  x.data.forEach((id, i) => {
    const row = id >= 0 && id < inputDim ? Math.floor(id) : Math.min(1, inputDim - 1);
    y.data.set(table.subarray(row * outputDim, (row + 1) * outputDim), i * outputDim);
  });
  return y;
};
