/** What the engine needs to run a layer: one function from what comes in, and its weights, to what goes out. */
import type * as tf from "@tensorflow/tfjs-core";
import type { LayerMemory } from "@/engine/worker/model/step-memory";
import type { ActivationName } from "@/network/activations";
import type { LayerConfig, LayerName } from "@/network/layers";

export interface LayerCall<N extends LayerName> {
  readonly config: LayerConfig<N>;
  readonly inputs: readonly tf.Tensor[];
  /** For each input, which of its steps count: ones and zeros, float32 [N, T]; undefined where all do. */
  readonly masks: readonly (tf.Tensor | undefined)[];
  /** To end with. Not always that of `config`: losses want to see the logits before a last softmax. */
  readonly activation: ActivationName;
  /** A weight by the name its declaration gives it. */
  readonly weight: (name: string) => tf.Tensor;
  readonly training: boolean;
  /** Only while training. */
  readonly random?: LayerRandom;
  /** Hands over the next value of a weight that is tracked instead of trained. */
  readonly track: (name: string, next: tf.Tensor) => void;
  /** There while a sequence grows: only its newest steps come in, and masks count for nothing. */
  readonly memory?: LayerMemory;
  /** Shows whoever watches how much each step looked at each other: [N, heads, T, S]. */
  readonly reveal?: (attention: tf.Tensor) => void;
}

/** What random numbers of one layer in one step follow from: the same on every backend. */
export interface LayerRandom {
  /** Of the run and the layer. */
  readonly layerSeed: number;
  /** Number of the step, int32 [1]. */
  readonly step: tf.Tensor;
}

export type LayerBuilder<N extends LayerName> = (call: LayerCall<N>) => tf.Tensor;

/** The only tensor that comes in, as an image batch [N, H, W, C]. */
export function imageIn({ inputs }: { readonly inputs: readonly tf.Tensor[] }): tf.Tensor4D {
  return inputs[0] as tf.Tensor4D;
}

/** The only tensor that comes in, as a batch of sequences [N, T, C]. */
export function sequenceIn({ inputs }: { readonly inputs: readonly tf.Tensor[] }): tf.Tensor3D {
  return inputs[0] as tf.Tensor3D;
}
