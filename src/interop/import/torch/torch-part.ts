/** A module of PyTorch that stands for a card or a part of one: what its state dict keeps, and what we keep of it. */
import type { NamedTensor } from "@/interop/layerlab/content";

export interface TorchPart {
  /** The card's id. */
  readonly id: string;
  /** The card's name, and what the module of a part of it may be called. */
  readonly names: readonly string[];
  /** Shapes by the keys of a state dict. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Our weights, by their full names. Undefined where a value is another than the only one that can be had here. */
  readonly weights: (state: (key: string) => Float32Array) => readonly NamedTensor[] | undefined;
}

/** Of a part, or of a module in a file: which keys it keeps, of which shapes. */
export function signatureOf(shapes: Readonly<Record<string, readonly number[]>>): string {
  return Object.entries(shapes)
    .map(([key, shape]) => `${key} [${shape.join(", ")}]`)
    .toSorted()
    .join(" ");
}

/** Those with one key together, in their order. */
export function byKey<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one]);
  return found;
}
