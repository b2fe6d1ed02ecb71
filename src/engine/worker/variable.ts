/** A tensor that changes: written to in place on WebGPU, where recorded steps rely on its address, and by optimizers on wasm; replaced elsewhere. */
import * as tf from "@tensorflow/tfjs-core";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { overwrite, snapshot } from "@/engine/worker/webgpu/mutable";

export interface Variable {
  readonly value: tf.Tensor;
  /** Takes over `next` and frees what is not needed any more. */
  assign(next: tf.Tensor): void;
}

/**
 * Takes over `initial`. XNNPACK keeps packed copies of the weights it has seen, by tensor: on wasm this is right only because none of
 * its products and convolutions is left in use (see `kernels`).
 */
export function createVariable(initial: tf.Tensor): Variable {
  let value = tf.keep(initial);
  const gpu = currentGpu();
  gpu?.markMutable(value);
  return {
    get value() {
      return value;
    },
    assign(next) {
      if (gpu) {
        overwrite(gpu, value, next);
        next.dispose();
        return;
      }
      const old = value;
      value = tf.keep(next);
      old.dispose();
    },
  };
}

/** The values as they are now, whatever becomes of the variable. */
export function copyOf(value: tf.Tensor): tf.Tensor {
  const gpu = currentGpu();
  if (gpu) return snapshot(gpu, value);
  // A clone on wasm is another handle on the same memory.
  return tf.getBackend() === "wasm" ? tf.tensor(value.dataSync(), value.shape, value.dtype) : tf.clone(value);
}
