/** What values of a PyTorch program stand for: modules, tensors, masks, and numbers among them. */
import type { Draft } from "@/interop/code/draft";
import type { TorchModuleName } from "@/interop/code/pytorch/read-torch-call";
import type { Given, Sides } from "@/interop/code/pytorch/torch-given";
import type { MaskHost, TensorHost } from "@/interop/code/pytorch/torch-steps";
import type { SyntaxNode } from "@/interop/code/python/tree";
import type { Argument, Value } from "@/interop/code/python/values";
import type { TorchScheduler } from "@/interop/code/pytorch/read-torch-schedule";
import type { Amount } from "@/interop/code/python/amounts";
import type { Interpreter } from "@/interop/code/python/interpret";
import type { LayerName } from "@/network/layers";
import type { Shape } from "@/network/shape";

export type TorchHost =
  | { readonly type: "module"; readonly name: TorchModuleName; readonly given: Given; readonly at: SyntaxNode }
  | { readonly type: "activation"; readonly name: string }
  | { readonly type: "sequential"; readonly parts: readonly TorchValue[] }
  | TensorHost
  | MaskHost
  /** The last states of a recurrent layer, one for each direction. */
  | { readonly type: "end"; readonly draft: Draft; readonly direction: number }
  | { readonly type: "noise"; readonly scale: number }
  | { readonly type: "loader" | "loss" | "optimizer" }
  | TorchScheduler
  | Amount
  | { readonly type: "program"; readonly methods: ReadonlyMap<string, SyntaxNode>; readonly args: Args };
export type TorchValue = Value<TorchHost>;
export type Args = readonly Argument<TorchHost>[];

export interface TorchProgram {
  readonly drafts: Draft[];
  readonly shapes: Map<Draft, Shape>;
  /** Methods of the classes that have a `forward`. */
  readonly classes: Map<string, ReadonlyMap<string, SyntaxNode>>;
  /** What each was last made with. */
  readonly made: Map<string, Args>;
  /** What the program calls the module that made a layer. */
  readonly modules: Map<Draft, string>;
  /** Modules in a row that no class holds. */
  sequential: TorchValue | undefined;
}

/** What the parts of the reader share. */
export interface TorchCalls {
  readonly own: Interpreter<TorchHost>;
  readonly program: TorchProgram;
  readonly add: (
    className: LayerName,
    config: Readonly<Record<string, unknown>>,
    inputs: readonly Draft[],
    at: { readonly from: number; readonly to: number },
  ) => TorchValue;
  /** `a + b + c` is one sum. */
  readonly addTo: (className: "Add" | "Multiply" | "Maximum", inputs: readonly Draft[], at: { readonly from: number; readonly to: number }) => TorchValue;
  /** The tensor, with zeros around it as a layer of their own where there are some. */
  readonly settle: (value: TorchValue) => TensorHost | undefined;
  readonly applyModule: (name: TorchModuleName, given: Given, value: TorchValue, at: SyntaxNode) => TorchValue;
  readonly activate: (name: string, value: TorchValue, at: SyntaxNode) => TorchValue;
}

/** Nobody else can have its values. */
export const isFree = ({ drafts }: TorchProgram, draft: Draft) => draft.variables.size === 0 && !drafts.some(({ inputs }) => inputs.includes(draft));

export const host = (value: TorchHost): TorchValue => ({ kind: "host", host: value });
export const tensorIn = (value: TorchValue | undefined) => (value?.kind === "host" && value.host.type === "tensor" ? value.host : undefined);

export function constantOf(value: TorchValue): Given[string] | undefined {
  if (value.kind === "literal") return value.value;
  // A function: `torch.tanh`.
  if (value.kind === "path") return value.path.at(-1) ?? null;
  if (value.kind === "lambda") return value.text;
  if (value.kind !== "list") return undefined;
  const items = value.items.map(constantOf);
  return items.every((item) => typeof item === "number") ? (items as readonly number[]) : undefined;
}

/** Of an image left, right, top, bottom; of a sequence before and after. */
export const padsOf = (value: unknown): Sides | undefined => {
  const pads = Array.isArray(value) && value.every((pad) => Number.isInteger(pad) && pad >= 0) ? (value as readonly number[]) : [];
  const [left = 0, right = 0, top = 0, bottom = 0] = pads;
  return pads.length === 2 || pads.length === 4 ? [left, right, top, bottom] : undefined;
};
