/** Keeps gradients within bounds: all of them together by their norm, those of each weight by theirs, or each value by itself. */
import * as tf from "@tensorflow/tfjs-core";
import { currentHostMemory } from "@/engine/worker/kernels/host-memory";
import type { Weight } from "@/engine/worker/model";
import { clippingFactor } from "@/engine/worker/optimizers/gpu-update";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import type { TrainingSettings } from "@/network/training-settings";

interface Update {
  readonly weight: Weight;
  readonly gradient: tf.Tensor;
}

export interface Clipped {
  readonly updates: readonly Update[];
  /** Still to be multiplied in, on wasm; other backends have done so already. */
  readonly scale: number;
  /** On WebGPU, what the update itself has to apply. */
  readonly factor?: tf.Tensor;
  readonly bound?: number;
}

/** limit / max(norm of all of them together, limit). */
function factorOf(gradients: readonly tf.Tensor[], limit: number): tf.Tensor {
  const gpu = currentGpu();
  if (gpu) return clippingFactor(gpu, gradients, limit);
  const norm = tf.sqrt(gradients.map((gradient) => tf.sum(tf.square(gradient))).reduce((sum, next) => tf.add(sum, next)));
  return tf.div(limit, tf.maximum(norm, limit));
}

export function clipGradients(updates: readonly Update[], { kind, limit }: TrainingSettings["gradientClip"]): Clipped {
  const gpu = currentGpu();
  switch (kind) {
    case "none":
      return { updates, scale: 1 };
    case "value":
      if (gpu) return { updates, scale: 1, bound: limit };
      return { updates: updates.map(({ weight, gradient }) => ({ weight, gradient: tf.clipByValue(gradient, -limit, limit) })), scale: 1 };
    case "norm": {
      const heap = currentHostMemory()?.heap;
      if (heap) {
        const sum = updates.reduce((total, { gradient }) => total + heap.kernels.sumOfSquares(heap.address(gradient), gradient.size), 0);
        return { updates, scale: limit / Math.max(Math.sqrt(sum), limit) };
      }
      const factor = factorOf(
        updates.map(({ gradient }) => gradient),
        limit,
      );
      if (gpu) return { updates, scale: 1, factor };
      return { updates: updates.map(({ weight, gradient }) => ({ weight, gradient: tf.mul(gradient, factor) })), scale: 1 };
    }
    case "weightNorm":
      return { updates: updates.map(({ weight, gradient }) => ({ weight, gradient: tf.mul(gradient, factorOf([gradient], limit)) })), scale: 1 };
  }
}
