/** Losses that compare value by value, on the WebAssembly heap. */
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { SigmoidCrossentropyInputs } from "@/engine/worker/ops/sigmoid-crossentropy";
import type { SquaredErrorInputs } from "@/engine/worker/ops/squared-error";
import { sizeOf } from "@/engine/worker/ops/wasm/rows";

export function sigmoidCrossentropyOnHeap({ inputs: { logits, targets }, memory, heap }: HeapOpCall<SigmoidCrossentropyInputs, object>) {
  const [loss, gradient] = [memory.output([]), memory.output(logits.shape)] as const;
  const size = sizeOf(logits.shape);
  memory.floats(loss)[0] = heap.kernels.sigmoidCrossentropy(heap.address(logits), heap.address(targets), heap.address(gradient), size) / size;
  return [loss, gradient];
}

export function squaredErrorOnHeap({ inputs: { output, targets }, memory, heap }: HeapOpCall<SquaredErrorInputs, object>) {
  const [loss, gradient] = [memory.output([]), memory.output(output.shape)] as const;
  const size = sizeOf(output.shape);
  memory.floats(loss)[0] = heap.kernels.squaredError(heap.address(output), heap.address(targets), heap.address(gradient), size) / size;
  return [loss, gradient];
}
