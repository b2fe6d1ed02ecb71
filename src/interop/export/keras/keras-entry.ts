/** One layer or operation of a model as Keras 3 lists it, and the values that run between them. */
import type { Json } from "@/interop/export/keras/keras-values";
import type { Shape } from "@/network/shape";

export interface KerasValue {
  /** Of the layer that answers it. */
  readonly name: string;
  readonly shape: Shape;
  /** `float32` where it is not said. */
  readonly dtype?: "bool";
}

interface RawWeight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface KerasEntry {
  readonly className: string;
  /** Of an operation, which is no layer and keeps nothing. */
  readonly module?: string;
  readonly name: string;
  readonly config: Readonly<Record<string, Json>>;
  readonly inputs: readonly KerasValue[];
  /** What follows the tensors in its call. */
  readonly more?: readonly Json[];
  /** Several inputs are one list, or arguments of their own. */
  readonly takes?: "list" | "arguments";
  readonly kwargs?: Readonly<Record<string, Json>>;
  /** By argument. */
  readonly masks?: Readonly<Record<string, KerasValue>>;
  readonly build?: Readonly<Record<string, Json>>;
  /** Each weight: where Keras keeps it within the layer, and Layerlab's name for it, or the values where it has none. */
  readonly weights: readonly ({ readonly at: string } & ({ readonly name: string } | RawWeight))[];
}
