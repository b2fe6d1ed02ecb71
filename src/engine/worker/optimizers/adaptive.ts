/**
 * Optimizers that divide by the size of past gradients. Epsilon stands where Keras 3 puts it: inside these two roots.
 * The spread of a gradient that hardly changes is lost in rounding and may come out below zero; a root of that would be NaN.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { OptimizerRule } from "@/engine/worker/optimizers/define-rule";

export const adagrad: OptimizerRule<"adagrad"> = {
  onHost({ epsilon }, { learningRate, gradientScale }, w, g, next, slots) {
    const accumulator = slots["accumulator"]!;
    for (let i = 0; i < w.length; i++) {
      const gradient = g[i]! * gradientScale;
      const sum = accumulator[i]! + gradient * gradient;
      accumulator[i] = sum;
      next[i] = w[i]! - (learningRate * gradient) / Math.sqrt(sum + epsilon);
    }
  },
  onDevice({ epsilon }, { learningRate }, w, g, slots) {
    const accumulator = tf.add(slots["accumulator"]!, tf.square(g));
    const change = tf.mul(tf.div(g, tf.sqrt(tf.add(accumulator, epsilon))), learningRate);
    return { weights: tf.sub(w, change), slots: { accumulator } };
  },
};

export const rmsprop: OptimizerRule<"rmsprop"> = {
  onHost({ rho, momentum, epsilon }, { learningRate, gradientScale }, w, g, next, slots) {
    const velocity = slots["velocity"]!;
    const mean = slots["averageGradient"];
    const rolling = slots["momentum"];
    for (let i = 0; i < w.length; i++) {
      const gradient = g[i]! * gradientScale;
      const v = rho * velocity[i]! + (1 - rho) * gradient * gradient;
      velocity[i] = v;
      let spread = v;
      if (mean) {
        const m = rho * mean[i]! + (1 - rho) * gradient;
        mean[i] = m;
        spread = Math.max(v - m * m, 0);
      }
      let change = (learningRate * gradient) / Math.sqrt(spread + epsilon);
      if (rolling) {
        change += momentum * rolling[i]!;
        rolling[i] = change;
      }
      next[i] = w[i]! - change;
    }
  },
  onDevice({ rho, momentum, epsilon }, { learningRate }, w, g, slots) {
    const velocity = tf.add(tf.mul(slots["velocity"]!, rho), tf.mul(tf.square(g), 1 - rho));
    const mean = slots["averageGradient"] && tf.add(tf.mul(slots["averageGradient"], rho), tf.mul(g, 1 - rho));
    const spread = mean ? tf.relu(tf.sub(velocity, tf.square(mean))) : velocity;
    const scaled = tf.mul(tf.div(g, tf.sqrt(tf.add(spread, epsilon))), learningRate);
    const change = slots["momentum"] ? tf.add(tf.mul(slots["momentum"], momentum), scaled) : scaled;
    return {
      weights: tf.sub(w, change),
      slots: { velocity, ...(mean ? { averageGradient: mean } : {}), ...(slots["momentum"] ? { momentum: change } : {}) },
    };
  },
};
