/** A Dense layer on the WebAssembly heap: bias and clamping activations come with the product, others right after it, in place. */
import { limitsOf, noLimits } from "@/engine/worker/kernels/fused-activation";
import type { Fusion } from "@/engine/worker/ops/activation-gradient";
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import { numberOf } from "@/engine/worker/ops/fused-activations";
import type { LinearInputs } from "@/engine/worker/ops/linear";

export function linearOnHeap({ inputs: { x, kernel, bias }, attrs: { activation }, memory, heap }: HeapOpCall<LinearInputs, Fusion>) {
  const [rows = 0, depth = 0] = x.shape;
  const columns = kernel.shape[1] ?? 0;
  const y = memory.output([rows, columns]);
  if (rows * columns * depth === 0) return [y];
  const limits = limitsOf(activation);
  const { low, high } = limits ?? noLimits;
  const work = heap.scratch(heap.kernels.productBytes(columns, depth));
  const to = heap.address(y);
  heap.kernels.product(heap.address(x), heap.address(kernel), to, rows, columns, depth, false, false, bias ? heap.address(bias) : 0, low, high, work);
  if (!limits) heap.kernels.biasActivation(to, 0, to, rows, columns, numberOf(activation));
  return [y];
}
