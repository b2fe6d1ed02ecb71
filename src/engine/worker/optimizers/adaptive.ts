/**
 * Optimizers that divide by the size of past gradients. Epsilon stands where Keras 3 puts it: inside these two roots.
 * The spread of a gradient that hardly changes is lost in rounding and may come out below zero; a root of that would be NaN.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { OptimizerRule } from "@/engine/worker/optimizers/define-rule";
import { float } from "@/engine/worker/webgpu/wgsl";

export const adagrad: OptimizerRule<"adagrad"> = {
  onHeap({ epsilon }, { learningRate, gradientScale }, { kernels, weights, gradients, count, slot }) {
    kernels.adagradUpdate(weights, gradients, slot("accumulator"), count, gradientScale, learningRate, epsilon);
  },
  onDevice({ epsilon }, { learningRate }, w, g, slots) {
    const accumulator = tf.add(slots["accumulator"]!, tf.square(g));
    const change = tf.mul(tf.div(g, tf.sqrt(tf.add(accumulator, epsilon))), learningRate);
    return { weights: tf.sub(w, change), slots: { accumulator } };
  },
  scalars: (_, { learningRate }) => ({ rate: learningRate }),
  onGpu: ({ epsilon }) => `
    let sum = accumulator[i] + g * g;
    accumulator[i] = sum;
    weights[i] -= rate * g / sqrt(sum + ${float(epsilon)});`,
};

export const rmsprop: OptimizerRule<"rmsprop"> = {
  onHeap({ rho, momentum, epsilon }, { learningRate, gradientScale }, { kernels, weights, gradients, count, slot }) {
    const [velocity, mean, rolling] = [slot("velocity"), slot("averageGradient"), slot("momentum")];
    kernels.rmspropUpdate(weights, gradients, velocity, mean, rolling, count, gradientScale, learningRate, rho, 1 - rho, momentum, epsilon);
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
  scalars: (_, { learningRate }) => ({ rate: learningRate }),
  onGpu: ({ rho, momentum, epsilon }, has) => `
    let v = ${float(rho)} * velocity[i] + ${float(1 - rho)} * g * g;
    velocity[i] = v;
    var spread = v;
    ${has("averageGradient") ? `let mean = ${float(rho)} * averageGradient[i] + ${float(1 - rho)} * g;\n averageGradient[i] = mean;\n spread = max(v - mean * mean, 0f);` : ""}
    var change = rate * g / sqrt(spread + ${float(epsilon)});
    ${has("momentum") ? `change += ${float(momentum)} * momentum[i];\n momentum[i] = change;` : ""}
    weights[i] -= change;`,
};
