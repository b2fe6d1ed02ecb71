/** Rows of a table by number, on the WebAssembly heap. */
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { EmbeddingBackInputs, EmbeddingInputs, TableSize } from "@/engine/worker/ops/embedding";
import { sizeOf } from "@/engine/worker/ops/wasm/rows";

export function embeddingOnHeap({ inputs: { ids, table }, attrs: { rows }, memory, heap }: HeapOpCall<EmbeddingInputs, TableSize>) {
  const width = table.shape[1] ?? 0;
  const y = memory.output([...ids.shape, width]);
  heap.kernels.embed(heap.address(ids), heap.address(table), heap.address(y), sizeOf(ids.shape), width, rows);
  return [y];
}

export function embeddingGradientOnHeap({ inputs: { dy, ids }, attrs: { rows }, memory, heap }: HeapOpCall<EmbeddingBackInputs, TableSize>) {
  const width = dy.shape.at(-1) ?? 0;
  const gradient = memory.output([rows, width]);
  heap.kernels.embedBack(heap.address(dy), heap.address(ids), heap.address(gradient), sizeOf(ids.shape), width, rows);
  return [gradient];
}
