/** Keeps gradients within bounds: all of them together by their norm, or each value by itself. */
import * as tf from "@tensorflow/tfjs-core";
import { currentHostMemory } from "@/engine/worker/kernels/host-memory";
import type { Weight } from "@/engine/worker/model";
import type { TrainingSettings } from "@/network/training-settings";

interface Update {
  readonly weight: Weight;
  readonly gradient: tf.Tensor;
}

/** `scale` is still to be multiplied in; other backends than wasm have done so already. */
export function clipGradients(updates: readonly Update[], { kind, limit }: TrainingSettings["gradientClip"]): { updates: readonly Update[]; scale: number } {
  switch (kind) {
    case "none":
      return { updates, scale: 1 };
    case "value":
      return { updates: updates.map(({ weight, gradient }) => ({ weight, gradient: tf.clipByValue(gradient, -limit, limit) })), scale: 1 };
    case "norm": {
      const heap = currentHostMemory()?.heap;
      if (heap) {
        const sum = updates.reduce((total, { gradient }) => total + heap.kernels.sumOfSquares(heap.address(gradient), gradient.size), 0);
        return { updates, scale: limit / Math.max(Math.sqrt(sum), limit) };
      }
      // Not addN: on WebGPU it binds all its inputs at once, and beyond seven the device refuses without a word.
      const norm = tf.sqrt(updates.map(({ gradient }) => tf.sum(tf.square(gradient))).reduce((sum, next) => tf.add(sum, next)));
      const scale = tf.div(limit, tf.maximum(norm, limit));
      return { updates: updates.map(({ weight, gradient }) => ({ weight, gradient: tf.mul(gradient, scale) })), scale: 1 };
    }
  }
}
