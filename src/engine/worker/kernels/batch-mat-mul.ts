/** Matrix products in all transpositions: every Dense layer is one, and both of its gradients are. */
import * as tf from "@tensorflow/tfjs-core";
import { defineWasmKernel, type WasmKernelCall } from "@/engine/worker/kernels/define-kernel";
import { finishFused, limitsOf, noLimits, type FusedAttrs } from "@/engine/worker/kernels/fused-activation";

interface Attrs extends FusedAttrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}
const why =
  "The stock kernel packs the weights anew for every product, as they change at every training step, and computes transposed products in a naive loop: 2 GFLOP/s where one core does 40.";

/** `a` […, m, k] times `b` […, k, n], each possibly transposed, → […, m, n]. */
function multiply(call: WasmKernelCall<string, Attrs>): tf.TensorInfo {
  const { inputs, attrs, memory, heap, stock } = call;
  const { transposeA, transposeB } = attrs;
  const a = inputs["a"]!;
  const b = inputs["b"]!;
  if (a.dtype !== "float32" || b.dtype !== "float32") return stock(inputs, attrs);
  const [m = 1, k = 1] = transposeA ? a.shape.slice(-2).toReversed() : a.shape.slice(-2);
  const n = b.shape.at(transposeB ? -2 : -1)!;
  const batches = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const product = memory.output([...batches, m, n]);
  if (m * n * k === 0) {
    memory.floats(product).fill(0);
    return finishFused(product, call, false);
  }
  const bias = inputs["bias"] && tf.util.sizeFromShape(inputs["bias"].shape) === n ? inputs["bias"] : undefined;
  const { low, high } = (inputs["bias"] && !bias ? undefined : limitsOf(attrs.activation)) ?? noLimits;
  const work = heap.scratch(heap.kernels.productBytes(n, k));
  const starts = { a: heap.address(a), b: heap.address(b), c: heap.address(product), bias: bias ? heap.address(bias) : 0 };
  const count = tf.util.sizeFromShape(batches);
  const batchOf = { a: strideOf(a, batches), b: strideOf(b, batches) };
  for (let batch = 0; batch < count; batch++) {
    const from = starts.a + 4 * m * k * batchOf.a(batch);
    const times = starts.b + 4 * k * n * batchOf.b(batch);
    heap.kernels.product(from, times, starts.c + 4 * m * n * batch, m, n, k, transposeA, transposeB, starts.bias, low, high, work);
  }
  return finishFused(product, call, bias !== undefined);
}

/** Which matrix of `x` belongs to a matrix of the result: axes of size 1 are repeated. */
function strideOf(x: tf.TensorInfo, batches: readonly number[]): (batch: number) => number {
  const own = x.shape.slice(0, -2);
  const size = tf.util.sizeFromShape(own);
  if (size === tf.util.sizeFromShape([...batches])) return (batch) => batch;
  if (size === 1) return () => 0;
  const outStrides = tf.util.computeStrides([...batches, 1]);
  const ownStrides = tf.util.computeStrides([...own, 1]);
  const missing = batches.length - own.length;
  return (batch) => own.reduce((at, d, axis) => at + (d === 1 ? 0 : (Math.floor(batch / outStrides[axis + missing]!) % d) * ownStrides[axis]!), 0);
}

export const batchMatMul = defineWasmKernel<Attrs>({ kernelName: "BatchMatMul", reason: "slow", why, compute: multiply });
export const fusedMatMul = defineWasmKernel<Attrs>({ kernelName: "_FusedMatMul", reason: "slow", why, compute: multiply });
