/** What a layer of an exported page is given, and what it answers: one example, and the steps of it that count. */
import type { LayerConfig, LayerName } from "@/network/layers";
import type { Value } from "@/interop/page/value";

/** By step, 1 where it counts; undefined where all do. */
export type Mask = Uint8Array | undefined;

export interface PageCall<N extends LayerName> {
  readonly config: LayerConfig<N>;
  readonly inputs: readonly [Value, ...Value[]];
  /** Of each input. */
  readonly masks: readonly Mask[];
  /** Of what is to leave, without the batch axis. */
  readonly shape: readonly number[];
  /** By Layerlab's word. */
  readonly weight: (name: string) => Value;
}
/** Without the activation that the layer ends with. */
export type PageLayer<N extends LayerName> = (call: PageCall<N>) => Value;

export const biasOf = ({ config, weight }: { readonly config: { readonly useBias: boolean }; readonly weight: (name: string) => Value }) =>
  config.useBias ? weight("bias").data : undefined;
