/** What a layer of an exported page is given, and what it answers: one example, and the steps of it that count. */
import type { LayerConfig, LayerName } from "@/network/layers";
import type { Value } from "@/interop/page/value";

/** By step, 1 where it counts; undefined where all do. */
export type Mask = Uint8Array | undefined;

/** What a layer keeps of the steps before those that it is given, where a text is read as it grows. */
export interface StepMemory {
  /** How many steps came before. */
  readonly from: number;
  /** Keys and values of attention, states of recurrent layers; a layer's own to write. */
  readonly kept: Map<string, Float32Array>;
}

export interface PageCall<N extends LayerName> {
  readonly config: LayerConfig<N>;
  readonly inputs: readonly [Value, ...Value[]];
  /** Of each input. */
  readonly masks: readonly Mask[];
  /** Of what is to leave, without the batch axis. */
  readonly shape: readonly number[];
  /** By Layerlab's word. */
  readonly weight: (name: string) => Value;
  /** Where only new steps come in; absent where all do. */
  readonly memory?: StepMemory;
}
/** Without the activation that the layer ends with. */
export type PageLayer<N extends LayerName> = (call: PageCall<N>) => Value;

export const biasOf = ({ config, weight }: { readonly config: { readonly useBias: boolean }; readonly weight: (name: string) => Value }) =>
  config.useBias ? weight("bias").data : undefined;
