/** Matrix products with a transposed factor: every gradient of a Dense layer is one. */
import type * as tf from "@tensorflow/tfjs-core";
import { defineKernel, type KernelCall } from "@/engine/worker/kernels/define-kernel";

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}
const why =
  "The stock kernel hands plain products to XNNPACK (about 30 GFLOP/s on one core) but computes transposed ones in a naive loop (about 2); transposing first is several times faster.";

function multiply({ inputs, attrs, memory, run, stock }: KernelCall<string, Transposes>): tf.TensorInfo {
  if (!attrs.transposeA && !attrs.transposeB) return stock(inputs, attrs);
  const transposed = (x: tf.TensorInfo) => {
    const last = x.shape.length - 1;
    return run("Transpose", { x }, { perm: x.shape.map((_, axis) => (axis === last ? last - 1 : axis === last - 1 ? last : axis)) });
  };
  const a = attrs.transposeA ? transposed(inputs["a"]!) : inputs["a"]!;
  const b = attrs.transposeB ? transposed(inputs["b"]!) : inputs["b"]!;
  const product = stock({ ...inputs, a, b }, { ...attrs, transposeA: false, transposeB: false });
  if (attrs.transposeA) memory.free(a);
  if (attrs.transposeB) memory.free(b);
  return product;
}

export const batchMatMul = defineKernel<Transposes>({ kernelName: "BatchMatMul", backends: ["wasm"], reason: "slow", why, compute: multiply });
export const fusedMatMul = defineKernel<Transposes>({ kernelName: "_FusedMatMul", backends: ["wasm"], reason: "slow", why, compute: multiply });
