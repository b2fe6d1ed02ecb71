/** Arguments of a call of PyTorch, and what becomes of them. */
import type { LayerName } from "@/network/layers";

export type Given = Readonly<Record<string, number | boolean | string | null | readonly number[]>>;
export type TorchLayer = { readonly className: LayerName; readonly config: Readonly<Record<string, unknown>> } | { readonly expected: string } | "same";
/** Zeros around an image, or a sequence, of an `F.pad` before it. */
export type Sides = readonly [left: number, right: number, top: number, bottom: number];
