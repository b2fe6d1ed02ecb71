/** Layers that disturb the signal while training and pass it on unchanged afterwards. */
import * as tf from "@tensorflow/tfjs-core";
import type { LayerBuilder } from "@/engine/worker/layers/define-builder";

export const dropout: LayerBuilder<"Dropout"> = ({ config: { rate }, inputs: [x], training, random }) =>
  training && rate > 0 ? tf.mul(x!, random.keepMask(x!.shape, rate)) : x!;

export const gaussianNoise: LayerBuilder<"GaussianNoise"> = ({ config: { stddev }, inputs: [x], training, random }) =>
  training && stddev > 0 ? tf.add(x!, tf.mul(random.normal(x!.shape), stddev)) : x!;
