/** Values of tensors on the page's side: always fresh arrays, so that they may be given away. */
import * as tf from "@tensorflow/tfjs-core";
import { isHostBackend } from "@/engine/worker/kernels/host-memory";

export async function readFloats(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<"float32">();
  // The cpu backend hands out its own memory.
  return Float32Array.from(values);
}

/** The values of many small tensors, one after the other, in a single read-back. Disposes of them. */
export async function readPacked(tensors: readonly tf.Tensor[]): Promise<Float32Array> {
  try {
    if (tensors.length === 0) return new Float32Array(0);
    if (isHostBackend(tf.getBackend())) {
      const parts = tensors.map((tensor) => tensor.dataSync());
      const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    }
    const packed = tf.tidy(() => tf.concat(tensors.map((tensor) => tf.reshape(tf.cast(tensor, "float32"), [-1]))));
    try {
      return await readFloats(packed);
    } finally {
      packed.dispose();
    }
  } finally {
    tf.dispose([...tensors]);
  }
}
