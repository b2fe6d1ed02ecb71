/** Every layer the playground knows. Listing one here lights up palette, form, engine table, docs and contract tests. */
import { initialConfigOf, type ConfigOf, type Fields } from "@/network/fields";
import { Dense } from "@/network/layers/dense";
import { Input } from "@/network/layers/input";
import type { LayerDefinition } from "@/network/layers/define-layer";

// oxlint-disable-next-line typescript/no-explicit-any -- the one place where layers of all configs meet
export const layers = { Input, Dense } as const satisfies { readonly [Name in string]: LayerDefinition<Name, any> };

export type LayerName = keyof typeof layers;
export type LayerConfig<N extends LayerName> = ConfigOf<(typeof layers)[N]["fields"]>;
export const layerNames = Object.keys(layers) as readonly LayerName[];

/** A layer's declaration seen without its own config type: for code that treats all layers alike. */
export type AnyLayerDefinition = LayerDefinition<LayerName, Fields>;
export function layerOf(name: LayerName): AnyLayerDefinition {
  return layers[name] as unknown as AnyLayerDefinition;
}

export function initialConfig<N extends LayerName>(name: N): LayerConfig<N> {
  return initialConfigOf(layers[name].fields) as LayerConfig<N>;
}
