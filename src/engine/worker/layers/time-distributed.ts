/** One layer at every step of a sequence of images: steps stand in the batch while it computes. */
import * as tf from "@tensorflow/tfjs-core";
import { conv2d } from "@/engine/worker/layers/convolutions";
import type { LayerBuilder } from "@/engine/worker/layers/define-builder";
import { averagePooling2d, globalAveragePooling2d, globalMaxPooling2d, maxPooling2d } from "@/engine/worker/layers/pooling";
import { flatten } from "@/engine/worker/layers/reshaping";
import { innerConfigOf } from "@/network/layers/inner-config";
import type { InnerLayerName } from "@/network/layers/time-distributed";

const builders: { readonly [N in InnerLayerName]: LayerBuilder<N> } = {
  Conv2D: conv2d,
  MaxPooling2D: maxPooling2d,
  AveragePooling2D: averagePooling2d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GlobalMaxPooling2D: globalMaxPooling2d,
  Flatten: flatten,
};

export const timeDistributed: LayerBuilder<"TimeDistributed"> = (call) => {
  const { layer, activation } = call.config;
  const [batch, steps, ...image] = call.inputs[0]!.shape as [number, number, ...number[]];
  const x = tf.reshape(call.inputs[0]!, [batch * steps, ...image]);
  const build = builders[layer] as LayerBuilder<InnerLayerName>;
  const y = build({ ...call, inputs: [x], masks: [undefined], activation, config: innerConfigOf(call.config) as never });
  return tf.reshape(y, [batch, steps, ...y.shape.slice(1)]);
};
