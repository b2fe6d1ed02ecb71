/** What the engine needs to run a layer: one function from what comes in, and its weights, to what goes out. */
import type * as tf from "@tensorflow/tfjs-core";
import type { LayerConfig, LayerName } from "@/network/layers";

export interface LayerCall<N extends LayerName> {
  readonly config: LayerConfig<N>;
  readonly inputs: readonly tf.Tensor[];
  /** A weight by the name its declaration gives it. */
  readonly weight: (name: string) => tf.Tensor;
  readonly training: boolean;
  readonly random: LayerRandom;
  /** Hands over the next value of a weight that is tracked instead of trained. */
  readonly track: (name: string, next: tf.Tensor) => void;
}

/** Random numbers of one layer in one step: the same on every backend. */
export interface LayerRandom {
  /** 0 with probability `rate`, else 1 / (1 − rate), so that the mean stays 1. */
  keepMask(shape: readonly number[], rate: number): tf.Tensor;
  /** Standard normal. */
  normal(shape: readonly number[]): tf.Tensor;
}

/** Ends before the layer's `activation`, where it has one: the model applies that, so that losses can see the logits. */
export type LayerBuilder<N extends LayerName> = (call: LayerCall<N>) => tf.Tensor;

/** The only tensor that comes in, as an image batch [N, H, W, C]. */
export function imageIn({ inputs }: { readonly inputs: readonly tf.Tensor[] }): tf.Tensor4D {
  return inputs[0] as tf.Tensor4D;
}
