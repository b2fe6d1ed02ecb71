/** Keeps gradients within bounds: all of them together by their norm, or each value by itself. */
import * as tf from "@tensorflow/tfjs-core";
import { currentHostMemory } from "@/engine/worker/kernels/host-memory";
import type { Weight } from "@/engine/worker/model";
import type { TrainingSettings } from "@/network/training-settings";

interface Update {
  readonly weight: Weight;
  readonly gradient: tf.Tensor;
}

/** `scale` is still to be multiplied in; on a GPU it already is. */
export function clipGradients(updates: readonly Update[], { kind, limit }: TrainingSettings["gradientClip"]): { updates: readonly Update[]; scale: number } {
  switch (kind) {
    case "none":
      return { updates, scale: 1 };
    case "value":
      return { updates: updates.map(({ weight, gradient }) => ({ weight, gradient: tf.clipByValue(gradient, -limit, limit) })), scale: 1 };
    case "norm": {
      const memory = currentHostMemory();
      if (memory) {
        let sum = 0;
        for (const { gradient } of updates) for (const value of memory.floats(gradient)) sum += value * value;
        return { updates, scale: limit / Math.max(Math.sqrt(sum), limit) };
      }
      // Not addN: on WebGPU it binds all its inputs at once, and beyond seven the device refuses without a word.
      const norm = tf.sqrt(updates.map(({ gradient }) => tf.sum(tf.square(gradient))).reduce((sum, next) => tf.add(sum, next)));
      const scale = tf.div(limit, tf.maximum(norm, limit));
      return { updates: updates.map(({ weight, gradient }) => ({ weight, gradient: tf.mul(gradient, scale) })), scale: 1 };
    }
  }
}
