/** Batch and layer normalisation over the last axis. */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerBuilder, LayerCall } from "@/engine/worker/layers/define-builder";
import { momentsOf, standardize } from "@/engine/worker/layers/standardize";

type Affine = Pick<LayerCall<"LayerNormalization">, "weight"> & { readonly config: { readonly scale: boolean; readonly center: boolean } };

/** gamma·x + beta, as far as the layer has them. */
function scaleAndShift(x: tf.Tensor, { config, weight }: Affine): tf.Tensor {
  const scaled = config.scale ? tf.mul(x, weight("gamma")) : x;
  return config.center ? tf.add(scaled, weight("beta")) : scaled;
}

export const batchNormalization: LayerBuilder<"BatchNormalization"> = (call) => {
  const { config, inputs, weight, training, track } = call;
  const x = inputs[0]!;
  const channels = x.shape.at(-1)!;
  const movingMean = weight("movingMean");
  const movingVariance = weight("movingVariance");
  if (!training) {
    const inverse = tf.rsqrt(tf.add(movingVariance, config.epsilon));
    return scaleAndShift(tf.mul(tf.sub(x, movingMean), inverse), call);
  }
  const rows = tf.reshape(x, [-1, channels]) as tf.Tensor2D;
  const moments = momentsOf(rows, 0);
  const { momentum } = config;
  const moved = (moving: tf.Tensor, now: tf.Tensor) => tf.add(tf.mul(moving, momentum), tf.mul(tf.reshape(now, [channels]), 1 - momentum));
  track("movingMean", moved(movingMean, moments.mean));
  track("movingVariance", moved(movingVariance, moments.variance));
  return tf.reshape(scaleAndShift(standardize(rows, moments, 0, config.epsilon), call), x.shape);
};

export const layerNormalization: LayerBuilder<"LayerNormalization"> = (call) => {
  const x = call.inputs[0]!;
  const rows = tf.reshape(x, [-1, x.shape.at(-1)!]) as tf.Tensor2D;
  return tf.reshape(scaleAndShift(standardize(rows, momentsOf(rows, 1), 1, call.config.epsilon), call), x.shape);
};
