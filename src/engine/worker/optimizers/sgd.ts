/** Plain gradient descent, and the two that keep a velocity. */
import * as tf from "@tensorflow/tfjs-core";
import type { HeapUpdate, OptimizerRule, StepInfo } from "@/engine/worker/optimizers/define-rule";
import { float } from "@/engine/worker/webgpu/wgsl";

function moveOnHeap(momentum: number, isNesterov: boolean, { learningRate, gradientScale }: StepInfo, update: HeapUpdate): void {
  const { kernels, weights, gradients, count, slot } = update;
  kernels.momentumUpdate(weights, gradients, slot("momentum"), count, learningRate * gradientScale, momentum, isNesterov);
}

function moveOnGpu(momentum: number, change: string): string {
  return `
    let down = rate * g;
    let v = ${float(momentum)} * momentum[i] - down;
    momentum[i] = v;
    weights[i] += ${change};`;
}

export const sgd: OptimizerRule<"sgd"> = {
  onHeap(_, { learningRate, gradientScale }, { kernels, weights, gradients, count }) {
    kernels.sgdUpdate(weights, gradients, count, learningRate * gradientScale);
  },
  onDevice: (_, { learningRate }, w, g) => ({ weights: tf.sub(w, tf.mul(g, learningRate)), slots: {} }),
  scalars: (_, { learningRate }) => ({ rate: learningRate }),
  onGpu: () => "weights[i] -= rate * g;",
};

export const momentum: OptimizerRule<"momentum"> = {
  onHeap: (config, step, update) => moveOnHeap(config.momentum, false, step, update),
  onDevice(config, { learningRate }, w, g, slots) {
    const velocity = tf.sub(tf.mul(slots["momentum"]!, config.momentum), tf.mul(g, learningRate));
    return { weights: tf.add(w, velocity), slots: { momentum: velocity } };
  },
  scalars: (_, { learningRate }) => ({ rate: learningRate }),
  onGpu: (config) => moveOnGpu(config.momentum, "v"),
};

export const nesterov: OptimizerRule<"nesterov"> = {
  onHeap: (config, step, update) => moveOnHeap(config.momentum, true, step, update),
  onDevice(config, { learningRate }, w, g, slots) {
    const down = tf.mul(g, learningRate);
    const velocity = tf.sub(tf.mul(slots["momentum"]!, config.momentum), down);
    return { weights: tf.add(w, tf.sub(tf.mul(velocity, config.momentum), down)), slots: { momentum: velocity } };
  },
  scalars: (_, { learningRate }) => ({ rate: learningRate }),
  onGpu: (config) => moveOnGpu(config.momentum, `${float(config.momentum)} * v - down`),
};
