/** Adam and AdamW, with the bias correction folded into the step size as Keras 3 does: epsilon is added to the uncorrected root. */
import * as tf from "@tensorflow/tfjs-core";
import type { DeviceSlots, HostSlots, OptimizerRule, StepInfo } from "@/engine/worker/optimizers/define-rule";

interface AdamConfig {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

function stepSize({ beta1, beta2 }: AdamConfig, { learningRate, t }: StepInfo): number {
  return (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
}

/** `keep`: share of each weight that the decay leaves. */
function updateOnHost(config: AdamConfig, keep: number, step: StepInfo, w: Float32Array, g: Float32Array, next: Float32Array, slots: HostSlots): void {
  const { beta1, beta2, epsilon } = config;
  const { gradientScale } = step;
  const momentum = slots["momentum"]!;
  const velocity = slots["velocity"]!;
  const largest = slots["velocityHat"];
  const size = stepSize(config, step);
  for (let i = 0; i < w.length; i++) {
    const gradient = g[i]! * gradientScale;
    const m = momentum[i]! + (gradient - momentum[i]!) * (1 - beta1);
    let v = velocity[i]! + (gradient * gradient - velocity[i]!) * (1 - beta2);
    momentum[i] = m;
    velocity[i] = v;
    if (largest) {
      v = Math.max(largest[i]!, v);
      largest[i] = v;
    }
    next[i] = w[i]! * keep - (m * size) / (Math.sqrt(v) + epsilon);
  }
}

function updateOnDevice(config: AdamConfig, keep: number, step: StepInfo, w: tf.Tensor, g: tf.Tensor, slots: DeviceSlots) {
  const { beta1, beta2, epsilon } = config;
  const momentum = tf.add(tf.mul(slots["momentum"]!, beta1), tf.mul(g, 1 - beta1));
  const velocity = tf.add(tf.mul(slots["velocity"]!, beta2), tf.mul(tf.square(g), 1 - beta2));
  const velocityHat = slots["velocityHat"] && tf.maximum(slots["velocityHat"], velocity);
  const change = tf.div(tf.mul(momentum, stepSize(config, step)), tf.add(tf.sqrt(velocityHat ?? velocity), epsilon));
  const decayed = keep === 1 ? w : tf.mul(w, keep);
  return { weights: tf.sub(decayed, change), slots: { momentum, velocity, ...(velocityHat ? { velocityHat } : {}) } };
}

export const adam: OptimizerRule<"adam"> = {
  onHost: (config, ...rest) => updateOnHost(config, 1, ...rest),
  onDevice: (config, ...rest) => updateOnDevice(config, 1, ...rest),
};

export const adamw: OptimizerRule<"adamw"> = {
  onHost: (config, step, ...rest) => updateOnHost(config, 1 - config.weightDecay * step.learningRate, step, ...rest),
  onDevice: (config, step, ...rest) => updateOnDevice(config, 1 - config.weightDecay * step.learningRate, step, ...rest),
};
