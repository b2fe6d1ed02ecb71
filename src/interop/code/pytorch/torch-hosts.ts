/** What values of a PyTorch program stand for: modules, tensors, masks, and numbers among them. */
import type { Draft } from "@/interop/code/draft";
import type { TorchModuleName } from "@/interop/code/pytorch/read-torch-call";
import type { Given, Sides } from "@/interop/code/pytorch/torch-given";
import type { MaskHost, TensorHost } from "@/interop/code/pytorch/torch-steps";
import type { SyntaxNode } from "@/interop/code/python/tree";
import type { Argument, Value } from "@/interop/code/python/values";
import type { LayerName } from "@/network/layers";

export type TorchHost =
  | { readonly type: "module"; readonly name: TorchModuleName; readonly given: Given }
  | { readonly type: "activation"; readonly name: string }
  | { readonly type: "sequential"; readonly parts: readonly TorchValue[] }
  | TensorHost
  | MaskHost
  /** The last states of a recurrent layer, one for each direction. */
  | { readonly type: "end"; readonly draft: Draft; readonly direction: number }
  | { readonly type: "noise"; readonly scale: number }
  | { readonly type: "program"; readonly methods: readonly SyntaxNode[] };
export type TorchValue = Value<TorchHost>;
export type Args = readonly Argument<TorchHost>[];

export const host = (value: TorchHost): TorchValue => ({ kind: "host", host: value });
export const tensorIn = (value: TorchValue | undefined) => (value?.kind === "host" && value.host.type === "tensor" ? value.host : undefined);

export function constantOf(value: TorchValue): Given[string] | undefined {
  if (value.kind === "literal") return value.value;
  // A function: `torch.tanh`.
  if (value.kind === "path") return value.path.at(-1) ?? null;
  if (value.kind === "lambda") return "lambda";
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
/** A window no larger than its step sticks out nowhere: both paddings are written alike. */
export function ambiguous(className: LayerName, config: { readonly kernelSize?: readonly number[]; readonly strides?: readonly number[] }): readonly string[] {
  const fits = className === "Conv2DTranspose" && config.kernelSize?.every((size, axis) => size <= (config.strides?.[axis] ?? 1));
  return fits === true ? ["padding"] : [];
}
