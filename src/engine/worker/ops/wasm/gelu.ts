/** GELU on the WebAssembly heap. */
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { GeluBackInputs, GeluInputs } from "@/engine/worker/ops/gelu";
import { sizeOf } from "@/engine/worker/ops/wasm/rows";

export function geluOnHeap({ inputs: { x }, memory, heap }: HeapOpCall<GeluInputs, object>) {
  const y = memory.output(x.shape);
  heap.kernels.gelu(heap.address(x), heap.address(y), sizeOf(x.shape));
  return [y];
}

export function geluGradientOnHeap({ inputs: { dy, x }, memory, heap }: HeapOpCall<GeluBackInputs, object>) {
  const dx = memory.output(x.shape);
  heap.kernels.geluGradient(heap.address(dy), heap.address(x), heap.address(dx), sizeOf(x.shape));
  return [dx];
}
