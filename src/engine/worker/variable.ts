/** A tensor that changes: written to in place on WebGPU, where recorded steps rely on its address; replaced elsewhere. */
import * as tf from "@tensorflow/tfjs-core";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { overwrite, snapshot } from "@/engine/worker/webgpu/mutable";

export interface Variable {
  readonly value: tf.Tensor;
  /** Takes over `next` and frees what is not needed any more. */
  assign(next: tf.Tensor): void;
}

/** Takes over `initial`. XNNPACK keeps packed copies of the tensors it has seen, so on wasm no value is ever written to. */
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
  return gpu ? snapshot(gpu, value) : tf.clone(value);
}
