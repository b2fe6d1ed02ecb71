/** Tensors that are written to where they lie: weights, optimizer slots, counters. */
import * as tf from "@tensorflow/tfjs-core";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write } from "@/engine/worker/webgpu/dispatch";

/** Copies the values of `from` over those of `to`, bit by bit. */
export function overwrite(gpu: Gpu, to: tf.TensorInfo, from: tf.TensorInfo): void {
  const count = tf.util.sizeFromShape(to.shape);
  dispatchEach(gpu, { label: "overwrite", count, bindings: { old: write(to, "u32"), next: read(from, "u32") }, body: "old[i] = next[i];" });
}

/** A tensor of its own with the values as they are now: a clone would go on changing with the original. */
export function snapshot(gpu: Gpu, tensor: tf.Tensor): tf.Tensor {
  const copy = gpu.output(tensor.shape, tensor.dtype === "int32" ? "int32" : "float32");
  overwrite(gpu, copy, tensor);
  return tf.engine().makeTensorFromTensorInfo(copy);
}
