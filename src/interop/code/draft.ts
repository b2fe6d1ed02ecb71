/** Layers as a program names them, on their way to becoming a network. */
import type { LayerName } from "@/network/layers";

export interface Draft {
  readonly className: LayerName;
  config: Readonly<Record<string, unknown>>;
  /** Said in the text; otherwise it comes from a variable, or by itself. */
  readonly explicitName?: string;
  readonly variables: Set<string>;
  /** Where its call stands. */
  readonly from: number;
  readonly to: number;
  /** By port; undefined where nothing is connected. */
  inputs: readonly (Draft | undefined)[];
  isApplied: boolean;
  /** Settings that the language has no word for: a layer that was there keeps its own. */
  readonly unsaid?: readonly string[];
}

export function draftOf(
  className: LayerName,
  config: Readonly<Record<string, unknown>>,
  at: { readonly from: number; readonly to: number },
  explicitName?: string,
): Draft {
  // Which part of an example an Input takes no program says.
  const isInput = className === "Input";
  return {
    className,
    config: isInput ? { ...config, part: "whole" } : config,
    ...(isInput ? { unsaid: ["part"] } : {}),
    from: at.from,
    to: at.to,
    inputs: [],
    isApplied: false,
    variables: new Set(),
    ...(explicitName === undefined ? {} : { explicitName }),
  };
}
