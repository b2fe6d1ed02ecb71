/** Adds normal noise. */
import * as tf from "@tensorflow/tfjs-core";
import { fillNormal } from "@/engine/worker/normal";
import { defineOp } from "@/engine/worker/ops/define-op";
import { stepKey } from "@/engine/worker/random";

type Inputs = {
  readonly x: tf.Tensor;
  /** Number of the step, int32 [1]. */
  readonly step: tf.Tensor;
};
interface Settings {
  readonly stddev: number;
  /** Of the run and the layer. */
  readonly layerSeed: number;
}

export const gaussianNoise = defineOp({
  name: "gaussianNoise",
  reference({ x, step }: Inputs, { stddev, layerSeed }: Settings): readonly [tf.Tensor] {
    const noise = fillNormal(new Float32Array(x.size), stepKey(layerSeed, step.dataSync<"int32">()[0]!));
    return [tf.add(x, tf.mul(tf.tensor(noise, x.shape), stddev))];
  },
  gradient: { by: ([dy]) => ({ x: () => tf.clone(dy!) }) },
});
