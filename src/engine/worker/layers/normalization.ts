/** Batch, layer and root-mean-square normalisation over the last axis. */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerBuilder, LayerCall } from "@/engine/worker/layers/define-builder";
import { batchNormalization as batchOp } from "@/engine/worker/ops/batch-normalization";
import { layerNormalization as layerOp } from "@/engine/worker/ops/layer-normalization";
import { movingAverage } from "@/engine/worker/ops/moving-average";
import { rmsNormalization as rmsOp } from "@/engine/worker/ops/rms-normalization";

type Affine = Pick<LayerCall<"LayerNormalization">, "weight"> & { readonly config: { readonly scale: boolean; readonly center: boolean } };

/** Without the one or the other, the operation gets what changes nothing. */
function gammaOf({ config, weight }: Affine, channels: number): tf.Tensor {
  return config.scale ? weight("gamma") : tf.ones([channels]);
}
function betaOf({ config, weight }: Affine, channels: number): tf.Tensor {
  return config.center ? weight("beta") : tf.zeros([channels]);
}

export const batchNormalization: LayerBuilder<"BatchNormalization"> = (call) => {
  const { config, inputs, weight, training, track } = call;
  const x = inputs[0]!;
  const channels = x.shape.at(-1)!;
  const gamma = gammaOf(call, channels);
  const beta = betaOf(call, channels);
  const movingMean = weight("movingMean");
  const movingVariance = weight("movingVariance");
  if (!training) {
    const inverse = tf.rsqrt(tf.add(movingVariance, config.epsilon));
    return tf.add(tf.mul(tf.sub(x, movingMean), tf.mul(inverse, gamma)), beta);
  }
  const { epsilon, momentum } = config;
  const [y, mean, variance] = batchOp.run({ x: tf.reshape(x, [-1, channels]), gamma, beta }, { epsilon });
  track("movingMean", movingAverage.run({ average: movingMean, now: mean }, { momentum })[0]);
  track("movingVariance", movingAverage.run({ average: movingVariance, now: variance }, { momentum })[0]);
  return tf.reshape(y, x.shape);
};

export const layerNormalization: LayerBuilder<"LayerNormalization"> = (call) => {
  const x = call.inputs[0]!;
  const channels = x.shape.at(-1)!;
  const { epsilon } = call.config;
  const [y] = layerOp.run({ x: tf.reshape(x, [-1, channels]), gamma: gammaOf(call, channels), beta: betaOf(call, channels) }, { epsilon });
  return tf.reshape(y, x.shape);
};

export const rmsNormalization: LayerBuilder<"RMSNormalization"> = ({ config: { epsilon }, inputs: [x], weight }) => {
  const [y] = rmsOp.run({ x: tf.reshape(x!, [-1, x!.shape.at(-1)!]), scale: weight("scale") }, { epsilon });
  return tf.reshape(y, x!.shape);
};
