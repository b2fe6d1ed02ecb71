/** Layers as a program names them, on their way to becoming a network. */
import { usedFields, type Fields } from "@/network/fields";
import { layerOf, type LayerConfig, type LayerName } from "@/network/layers";

export interface Draft {
  readonly className: LayerName;
  config: Readonly<Record<string, unknown>>;
  /** Said in the text; otherwise it comes from a variable, or by itself. */
  readonly explicitName?: string;
  readonly variables: Set<string>;
  /** Where its call stands. */
  readonly from: number;
  readonly to: number;
  /** Where else it is said: the module that it is the call of. */
  alsoAt?: { readonly from: number; readonly to: number };
  /** By port; undefined where nothing is connected. */
  inputs: readonly (Draft | undefined)[];
  isApplied: boolean;
  /** Settings that the language has no word for: a layer that was there keeps its own. */
  readonly unsaid?: readonly string[];
  /** Other values of a setting that the text says in the same words: a layer that was there keeps its own of these. */
  readonly alike?: Readonly<Record<string, readonly unknown[]>>;
}

/** What no program says, and how it is where a layer is new: which part of an example an Input takes, whose vectors an Embedding starts with. */
const unsaidSettings: { readonly [N in LayerName]?: Partial<LayerConfig<N>> } = { Input: { part: "whole" }, Embedding: { pretrained: "none" } };

/** The settings that a program can say. */
export function saidFields(className: LayerName): Fields {
  return Object.fromEntries(Object.entries(layerOf(className).fields).filter(([key]) => !Object.hasOwn(unsaidSettings[className] ?? {}, key)));
}

/** A layer that a program makes: what it has no word for, and what says nothing of such a layer, stays as it was. */
export function programDraft(...[className, config, at, explicitName]: Parameters<typeof draftOf>): Draft {
  const usual = unsaidSettings[className] ?? {};
  const { fields } = layerOf(className);
  const used = usedFields(fields, config);
  const idle = Object.keys(fields).filter((key) => !Object.hasOwn(used, key));
  return { ...draftOf(className, { ...config, ...usual }, at, explicitName), unsaid: [...Object.keys(usual), ...idle] };
}

/** A layer of a text that says all of its settings. */
export function draftOf(
  className: LayerName,
  config: Readonly<Record<string, unknown>>,
  at: { readonly from: number; readonly to: number },
  explicitName?: string,
): Draft {
  return {
    className,
    config,
    from: at.from,
    to: at.to,
    inputs: [],
    isApplied: false,
    variables: new Set(),
    ...(explicitName === undefined ? {} : { explicitName }),
  };
}
