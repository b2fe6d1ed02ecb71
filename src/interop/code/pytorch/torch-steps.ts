/** What PyTorch programs do with the steps of sequences: masks of padding, last steps, and two directions put together. */
import type { Draft } from "@/interop/code/draft";
import { programDraft } from "@/interop/code/draft";
import type { Sides } from "@/interop/code/pytorch/torch-given";
import type { Value } from "@/interop/code/python/values";
import { initialConfig, layerOf } from "@/network/layers";
import type { ConfigOf, Fields } from "@/network/fields";
import type { Shape } from "@/network/shape";

export interface TensorHost {
  readonly type: "tensor";
  draft: Draft;
  /** Zeros around it, and where that is said: of the window that follows, unless it gets a name. */
  padded?: { readonly sides: Sides; readonly at: { readonly from: number; readonly to: number } } | undefined;
  /** Steps that are padding are cleared; added up; read from their end; made a row of one. */
  readonly isMasked?: boolean;
  readonly isSummed?: boolean;
  readonly isFlipped?: boolean;
  readonly isRow?: boolean;
  /** Ones in its place, to count by. */
  readonly isOnes?: boolean;
  /** Pooled to one value for each channel, which still has a height and a width of one there. */
  readonly isSpread?: boolean;
  /** Just given this shape, with channels in front unless it is turned. */
  readonly sizes?: readonly number[];
}
/** Which values are not a number. */
export interface MaskHost {
  readonly type: "mask";
  readonly draft: Draft;
  readonly value: number;
  /** Of a step, any of its values. */
  readonly isAny?: boolean;
}
type Hosted = Value<TensorHost | MaskHost | { readonly type: string }>;
const isTensor = (host: { readonly type: string }): host is TensorHost => host.type === "tensor";
const isMask = (host: { readonly type: string }): host is MaskHost => host.type === "mask";

/** What an operator makes of tensors and masks; undefined where it is none of these. */
export function stepsOf(
  operator: string,
  left: Hosted,
  right: Hosted,
): TensorHost | MaskHost | { readonly draft: Draft; readonly value: number } | "mean" | undefined {
  const [a, b] = [left, right].map((side) => (side.kind === "host" ? side.host : undefined));
  if (a && isTensor(a) && ["!=", ">=", "<"].includes(operator))
    return { type: "mask", draft: a.draft, value: right.kind === "literal" ? Number(right.value) : 0 };
  if (a && isMask(a) && b && isMask(b)) return a;
  if (!a || !isTensor(a) || !b || !isMask(b)) return undefined;
  if (operator === "/") return a.isSummed === true ? "mean" : undefined;
  if (operator !== "*") return undefined;
  return b.isAny === true && b.draft === a.draft ? { draft: a.draft, value: b.value } : { ...a, isMasked: true };
}

const oneWay = new Set(["LSTM", "GRU", "SimpleRNN"]);

/** A recurrent layer that answers its last step alone, if nobody reads the others. */
export function lastStep(draft: Draft, drafts: readonly Draft[], shapes: Map<Draft, Shape>): boolean {
  const isRead = drafts.some(({ inputs }) => inputs.includes(draft));
  if (draft.config["returnSequences"] === false) return true;
  if (isRead || (!oneWay.has(draft.className) && draft.className !== "Bidirectional")) return false;
  draft.config = { ...draft.config, returnSequences: false };
  reshape(draft, shapes);
  return true;
}
export function reshape(draft: Draft, shapes: Map<Draft, Shape>): void {
  const inputs = draft.inputs.map((input) => (input && shapes.get(input)) ?? []);
  shapes.set(draft, layerOf(draft.className).outputShape(draft.config as ConfigOf<Fields>, inputs));
}

interface Program {
  readonly drafts: Draft[];
  readonly shapes: Map<Draft, Shape>;
}
/** Two layers of one kind over the same sequence, the second from its end, that have no names: a Bidirectional. */
export function bothWays({ drafts, shapes }: Program, a: TensorHost | undefined, b: TensorHost | undefined, mergeMode: string): Draft | undefined {
  if (!a || !b || !oneWay.has(a.draft.className) || a.draft.className !== b.draft.className) return undefined;
  const [forward, backward] = [a.draft, b.draft];
  const isPair = forward.inputs[0] === backward.inputs[0] && forward.config["goBackwards"] === false && backward.config["goBackwards"] === true;
  const isTurned = backward.config["returnSequences"] === false || b.isFlipped === true;
  if (!isPair || !isTurned || forward.variables.size > 0 || backward.variables.size > 0) return undefined;
  const { goBackwards: _, ...own } = forward.config;
  const gates = forward.className === "SimpleRNN" ? { recurrentActivation: "sigmoid" } : {};
  const made = programDraft("Bidirectional", { ...initialConfig("Bidirectional"), ...gates, ...own, layer: forward.className, mergeMode }, forward);
  const draft: Draft = {
    ...made,
    unsaid: [...(made.unsaid ?? []), ...(forward.unsaid ?? [])],
    inputs: forward.inputs,
    isApplied: true,
  };
  for (const gone of [forward, backward]) drafts.splice(drafts.indexOf(gone), 1);
  drafts.push(draft);
  reshape(draft, shapes);
  return draft;
}

/** What sticks out of a transposed convolution cut off, as `same` does: of left, right, top, bottom. */
export function cutToSame(draft: Draft, pads: unknown, shapes: Map<Draft, Shape>): boolean {
  const { kernelSize, strides } = draft.config as { readonly kernelSize?: readonly number[]; readonly strides?: readonly number[] };
  if (draft.className !== "Conv2DTranspose" || !kernelSize || !strides || draft.variables.size > 0) return false;
  const cuts = [1, 0].flatMap((axis) => {
    const total = Math.max((kernelSize[axis] ?? 1) - (strides[axis] ?? 1), 0);
    return [-Math.floor(total / 2), -(total - Math.floor(total / 2))];
  });
  if (!Array.isArray(pads) || pads.length !== 4 || cuts.some((cut, i) => cut + 0 !== Number(pads[i]) + 0)) return false;
  draft.config = { ...draft.config, padding: "same" };
  reshape(draft, shapes);
  return true;
}
