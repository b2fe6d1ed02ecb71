/** Adam and AdamW, with the bias correction folded into the step size as Keras 3 does: epsilon is added to the uncorrected root. */
import * as tf from "@tensorflow/tfjs-core";
import type { HeapUpdate, OptimizerRule, Slots, StepInfo } from "@/engine/worker/optimizers/define-rule";
import { float } from "@/engine/worker/webgpu/wgsl";

interface AdamConfig {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

function stepSize({ beta1, beta2 }: AdamConfig, { learningRate, t }: Pick<StepInfo, "learningRate" | "t">): number {
  return (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
}

/** `keep`: share of each weight that the decay leaves. */
function updateOnHeap(config: AdamConfig, keep: number, step: StepInfo, { kernels, weights, gradients, count, slot }: HeapUpdate): void {
  const { beta1, beta2, epsilon } = config;
  const [momentum, velocity, largest] = [slot("momentum"), slot("velocity"), slot("velocityHat")];
  const size = stepSize(config, step);
  kernels.adamUpdate(weights, gradients, momentum, velocity, largest, count, step.gradientScale, 1 - beta1, 1 - beta2, size, epsilon, keep);
}

function updateOnDevice(config: AdamConfig, keep: number, step: StepInfo, w: tf.Tensor, g: tf.Tensor, slots: Slots) {
  const { beta1, beta2, epsilon } = config;
  const momentum = tf.add(tf.mul(slots["momentum"]!, beta1), tf.mul(g, 1 - beta1));
  const velocity = tf.add(tf.mul(slots["velocity"]!, beta2), tf.mul(tf.square(g), 1 - beta2));
  const velocityHat = slots["velocityHat"] && tf.maximum(slots["velocityHat"], velocity);
  const change = tf.div(tf.mul(momentum, stepSize(config, step)), tf.add(tf.sqrt(velocityHat ?? velocity), epsilon));
  const decayed = keep === 1 ? w : tf.mul(w, keep);
  return { weights: tf.sub(decayed, change), slots: { momentum, velocity, ...(velocityHat ? { velocityHat } : {}) } };
}

function updateOnGpu({ beta1, beta2, epsilon }: AdamConfig, decayed: string, has: (slot: string) => boolean): string {
  return `
    let m = momentum[i] + (g - momentum[i]) * ${float(1 - beta1)};
    var v = velocity[i] + (g * g - velocity[i]) * ${float(1 - beta2)};
    momentum[i] = m;
    velocity[i] = v;
    ${has("velocityHat") ? "v = max(velocityHat[i], v);\n velocityHat[i] = v;" : ""}
    weights[i] = ${decayed} - m * rate / (sqrt(v) + ${float(epsilon)});`;
}

export const adam: OptimizerRule<"adam"> = {
  onHeap: (config, ...rest) => updateOnHeap(config, 1, ...rest),
  onDevice: (config, ...rest) => updateOnDevice(config, 1, ...rest),
  scalars: (config, step) => ({ rate: stepSize(config, step) }),
  onGpu: (config, has) => updateOnGpu(config, "weights[i]", has),
};

export const adamw: OptimizerRule<"adamw"> = {
  onHeap: (config, step, ...rest) => updateOnHeap(config, 1 - config.weightDecay * step.learningRate, step, ...rest),
  onDevice: (config, step, ...rest) => updateOnDevice(config, 1 - config.weightDecay * step.learningRate, step, ...rest),
  scalars: (config, step) => ({ rate: stepSize(config, step), keep: 1 - config.weightDecay * step.learningRate }),
  onGpu: (config, has) => updateOnGpu(config, "weights[i] * keep", has),
};
