/** Plain gradient descent, and the two that keep a velocity. */
import * as tf from "@tensorflow/tfjs-core";
import type { OptimizerRule } from "@/engine/worker/optimizers/define-rule";

export const sgd: OptimizerRule<"sgd"> = {
  onHost(_, { learningRate, gradientScale }, w, g, next) {
    const rate = learningRate * gradientScale;
    for (let i = 0; i < w.length; i++) next[i] = w[i]! - rate * g[i]!;
  },
  onDevice: (_, { learningRate }, w, g) => ({ weights: tf.sub(w, tf.mul(g, learningRate)), slots: {} }),
};

export const momentum: OptimizerRule<"momentum"> = {
  onHost(config, { learningRate, gradientScale }, w, g, next, slots) {
    const velocity = slots["momentum"]!;
    const rate = learningRate * gradientScale;
    for (let i = 0; i < w.length; i++) {
      const v = config.momentum * velocity[i]! - rate * g[i]!;
      velocity[i] = v;
      next[i] = w[i]! + v;
    }
  },
  onDevice(config, { learningRate }, w, g, slots) {
    const velocity = tf.sub(tf.mul(slots["momentum"]!, config.momentum), tf.mul(g, learningRate));
    return { weights: tf.add(w, velocity), slots: { momentum: velocity } };
  },
};

export const nesterov: OptimizerRule<"nesterov"> = {
  onHost(config, { learningRate, gradientScale }, w, g, next, slots) {
    const velocity = slots["momentum"]!;
    const rate = learningRate * gradientScale;
    for (let i = 0; i < w.length; i++) {
      const down = rate * g[i]!;
      const v = config.momentum * velocity[i]! - down;
      velocity[i] = v;
      next[i] = w[i]! + config.momentum * v - down;
    }
  },
  onDevice(config, { learningRate }, w, g, slots) {
    const down = tf.mul(g, learningRate);
    const velocity = tf.sub(tf.mul(slots["momentum"]!, config.momentum), down);
    return { weights: tf.add(w, tf.sub(tf.mul(velocity, config.momentum), down)), slots: { momentum: velocity } };
  },
};
