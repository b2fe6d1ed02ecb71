/** Which steps of a layer's answer count, by Keras' rules, as in `engine/worker/model/masks.ts`; undefined where all do. */
import type { Mask, PageCall } from "@/interop/page/layers/page-layer";
import { rowsOf, zeros, type Value } from "@/interop/page/value";
import type { LayerName } from "@/network/layers";

type MaskMakers = { readonly [N in LayerName]?: (call: PageCall<N>) => Mask };

export const maskMakers: MaskMakers = {
  Embedding: ({ config, inputs: [x] }) => (config.maskZero ? Uint8Array.from(x.data, (id) => (id === 0 ? 0 : 1)) : undefined),
  Masking: ({ config, inputs: [x] }) => countsBesides(x, config.maskValue),
  Concatenate({ config, inputs, masks }) {
    if (masks.every((mask) => mask === undefined)) return undefined;
    const whole = inputs.map(({ shape: [steps = 1] }, i) => masks[i] ?? new Uint8Array(steps).fill(1));
    return config.axis === 1 ? Uint8Array.from(whole.flatMap((mask) => [...mask])) : union(whole);
  },
  // What comes out are the steps that looked, however many of those that they looked at count.
  MultiHeadAttention: ({ masks }) => masks[0],
};

/** A step counts where any of its values is another one. */
export function countsBesides(x: Value, value: number): Uint8Array {
  const { rows, columns } = rowsOf(x);
  return Uint8Array.from({ length: rows }, (_, row) => (x.data.subarray(row * columns, (row + 1) * columns).some((one) => one !== value) ? 1 : 0));
}

/** Steps that do not count become zeros. */
export function masked(x: Value, mask: Uint8Array): Value {
  const y = zeros(x.shape);
  const { columns } = rowsOf(x);
  x.data.forEach((value, i) => (y.data[i] = mask[Math.floor(i / columns)] === 1 ? value : 0));
  return y;
}

/** A step of several wires counts where it does on any of them; one without a mask makes all count. */
export function passed(masks: readonly Mask[]): Mask {
  const known = masks.filter((mask) => mask !== undefined);
  return known.length === masks.length && known.length > 0 ? union(known) : undefined;
}

function union(masks: readonly Uint8Array[]): Uint8Array {
  return masks.reduce((all, next) => all.map((counts, step) => counts | (next[step] ?? 0)));
}
