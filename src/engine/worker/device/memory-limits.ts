/** How much memory the device in use lets a training step take. */
import * as tf from "@tensorflow/tfjs-core";

export interface MemoryLimits {
  /** All of a step's tensors together. */
  readonly totalBytes: number;
  /** One tensor. */
  readonly tensorBytes: number;
}

/** A WebAssembly heap ends at 2 GiB, and graphics cards of laptops seldom give a page more; the rest is for what the estimate does not see. */
const totalBytes = 1.5 * 1024 ** 3;

export function memoryLimits(): MemoryLimits {
  return { totalBytes, tensorBytes: Math.min(totalBytes, largestTensorBytes()) };
}

function largestTensorBytes(): number {
  switch (tf.getBackend()) {
    case "webgpu": {
      const { maxStorageBufferBindingSize, maxBufferSize } = (tf.backend() as unknown as { readonly device: GPUDevice }).device.limits;
      return Math.min(maxStorageBufferBindingSize, maxBufferSize);
    }
    case "webgl":
      // One value to a texel, since packed element-wise kernels are switched off.
      return 4 * tf.env().getNumber("WEBGL_MAX_TEXTURE_SIZE") ** 2;
    default:
      return Infinity;
  }
}
