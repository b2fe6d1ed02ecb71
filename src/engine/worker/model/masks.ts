/** Masks along the graph, by Keras' rules: ones and zeros, float32 [N, T], for the steps of a sequence that count; undefined where all do. */
import * as tf from "@tensorflow/tfjs-core";
import { masking } from "@/engine/worker/ops/masking";
import { layerOf, type LayerConfig, type LayerName } from "@/network/layers";

export type Mask = tf.Tensor | undefined;

interface MaskCall<N extends LayerName> {
  readonly config: LayerConfig<N>;
  readonly inputs: readonly tf.Tensor[];
  readonly masks: readonly Mask[];
}
type MaskMaker<N extends LayerName> = (call: MaskCall<N>) => Mask;

/** Of every layer that declares to make masks. */
export const maskMakers: { readonly [N in LayerName]?: MaskMaker<N> } = {
  Embedding: ({ config, inputs }) => (config.maskZero ? tf.cast(tf.notEqual(inputs[0]!, 0), "float32") : undefined),
  Masking: ({ config, inputs }) => masking.run({ x: inputs[0]! }, { value: config.maskValue })[1],
  Concatenate({ config: { axis }, inputs, masks }) {
    if (masks.every((mask) => mask === undefined)) return undefined;
    const whole = inputs.map((input, i) => masks[i] ?? tf.ones(input.shape.slice(0, 2)));
    return axis === 1 ? tf.concat(whole, 1) : union(whole);
  },
  // What comes out are the steps that looked, however many of those that they looked at count.
  MultiHeadAttention: ({ masks }) => masks[0],
};

/** What a layer says of the steps it answers, given what came in and what went out. */
export function maskAfter<N extends LayerName>(className: N, call: MaskCall<N>, output: tf.Tensor): Mask {
  const rule = layerOf(className).masks ?? "ends";
  const maker = maskMakers[className] as MaskMaker<N> | undefined;
  const mask = rule === "ends" ? undefined : rule === "makes" ? maker?.(call) : passed(call.masks);
  return mask && output.rank > 2 && output.shape[1] === mask.shape[1] ? mask : undefined;
}

/** A step of several wires counts where it does on any of them; one without a mask makes all count. */
function passed(masks: readonly Mask[]): Mask {
  const known = masks.filter((mask) => mask !== undefined);
  return known.length === masks.length && known.length > 0 ? union(known) : undefined;
}

function union(masks: readonly tf.Tensor[]): tf.Tensor {
  return masks.reduce((all, next) => tf.maximum(all, next));
}
