/** What a value of an ONNX graph is while its nodes are read one after the other. */
import type { StepMask } from "@/interop/export/masks";
import type { RawTensor } from "@/interop/import/imported-model";
import type { Axes } from "@/interop/import/onnx/axes";
import type { ActivationName } from "@/network/activations";
import type { LayerName } from "@/network/layers";

/** A layer of the network to be. Never changed: another bias or another order of units is another layer, and who is not read is left out. */
export interface Drawn {
  readonly id: string;
  readonly className: LayerName;
  readonly config: Readonly<Record<string, unknown>>;
  readonly sources: readonly Drawn[];
  /** In the order in which the layer declares them. */
  readonly weights: readonly RawTensor[];
  /** Of what it answers, batch NaN. */
  readonly shape: readonly number[];
  /** What the file calls it, where it does. */
  readonly name: string | undefined;
  /** What the file says about the steps that count, by source; undefined for layers that do not ask. */
  readonly reads?: readonly (StepMask | undefined)[];
  /** Heads of attention before their last product, or steps that are seen as examples: no layer by itself. */
  readonly isUnfinished?: boolean;
  /** As many steps of each example are seen as examples of their own. */
  readonly steps?: number;
  /** Of two directions: the steps that do not count are cleared, as they are here. */
  readonly isCleared?: boolean;
}

/** Numbers that are known. Shapes hold NaN for the batch. */
export interface Constant {
  readonly kind: "constant";
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
  readonly name?: string;
}
/** The same number everywhere, however large. */
export interface Fill {
  readonly kind: "fill";
  readonly shape: readonly number[];
  readonly value: number;
}
export interface Tensor extends Axes {
  readonly kind: "tensor";
  readonly layer: Drawn;
  /** Of flattened values: where each lies in what the layer answers, if not in order. */
  readonly places?: Int32Array;
}
/** A function of each value of a tensor, not yet known by name. */
export interface Curve {
  readonly kind: "curve";
  readonly base: Tensor;
  readonly at: (x: number) => number;
  /** Piece by piece, where the whole is no function that has a name. */
  readonly parts: () => Tensor;
}
/** Zeros around an image, on the axes of the file. */
export interface Padded {
  readonly kind: "padded";
  readonly of: Tensor;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export type Cell = "lstm" | "gru" | "rnn";
/** One direction of a recurrent layer, weights in Keras' order. */
export interface Run {
  readonly cell: Cell;
  readonly units: number;
  readonly activation: ActivationName;
  readonly recurrentActivation: ActivationName;
  readonly isBackwards: boolean;
  readonly kernel: RawTensor;
  readonly recurrentKernel: RawTensor;
  readonly bias: RawTensor | undefined;
  readonly source: Drawn;
  readonly mask: StepMask | undefined;
  readonly name: string | undefined;
}
/** Its answers: of all steps each where its step stands, in the order of reading, or the last one. Not a layer until it is known which. */
export interface States extends Axes {
  readonly kind: "states";
  readonly runs: readonly Run[];
  readonly which: "steps" | "reading" | "last";
}

/** Which values are (or are not) a number; rows of a table between two. */
export interface Test {
  readonly kind: "test";
  readonly of: Tensor;
  readonly is: "equal" | "differs" | "atLeast" | "below" | "between";
  readonly value: number;
  readonly below?: number;
}
/** Tokens, those that are no row of a table replaced. */
export interface Rows {
  readonly kind: "rows";
  readonly of: Tensor;
  readonly rows: number;
  readonly otherwise: number;
}
/** Ones and zeros of the steps that count: [N, T]; a column [N, T, 1] or [T, N, 1]; or by key, [N, 1, 1, S]. */
export interface Mask {
  readonly kind: "mask";
  readonly mask: StepMask;
  readonly form: "steps" | "column" | "turned" | "keys";
}
/** A sequence times its mask, its sum over the steps, and how many steps count. */
export interface Masked {
  readonly kind: "masked" | "maskedSum";
  readonly of: Tensor;
  readonly mask: StepMask;
}
export interface Count {
  readonly kind: "count";
  readonly mask: StepMask;
}

/** Who may look where: 1 where they may. `hidden`: a large negative number where they may not. */
export interface Seen {
  readonly kind: "seen";
  readonly isCausal: boolean;
  readonly mask: StepMask | undefined;
  readonly form: "seen" | "unseen" | "hidden";
}
export interface Scores {
  readonly kind: "scores" | "looks";
  readonly query: Drawn;
  readonly key: Drawn;
  readonly heads: number;
  readonly size: number;
  readonly scale: number;
  readonly seen: Pick<Seen, "isCausal" | "mask"> | undefined;
  readonly isHidden: boolean;
  readonly isCleared: boolean;
}

/** Steps on the way to a normalisation over the last axis. */
export interface Statistic {
  readonly kind: "mean" | "meanSquare" | "root" | "inverseRoot";
  readonly of: Tensor;
  readonly isCentred: boolean;
  readonly epsilon: number;
}
export interface Centred {
  readonly kind: "centred" | "centredSquare";
  readonly of: Tensor;
}
export interface Normal {
  readonly kind: "normal";
  readonly of: Tensor;
  readonly isCentred: boolean;
  readonly epsilon: number;
}

/** File axes from `at` on, as many as `count` and the batch among them, seen as one. */
export interface Merged {
  readonly kind: "merged";
  readonly of: Tensor | Curve | Scores;
  readonly at: number;
  readonly count: number;
}

/** What a node answers that could not be taken over: whatever reads it is silent. */
export interface Unknown {
  readonly kind: "unknown";
}

export type Value =
  | Constant
  | Fill
  | Tensor
  | Curve
  | Padded
  | States
  | Test
  | Rows
  | Mask
  | Masked
  | Count
  | Seen
  | Scores
  | Statistic
  | Centred
  | Normal
  | Merged
  | Unknown;
