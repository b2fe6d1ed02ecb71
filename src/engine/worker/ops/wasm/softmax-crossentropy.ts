/** Softmax cross-entropy on the WebAssembly heap. */
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { ClassLabels, SoftmaxCrossentropyInputs } from "@/engine/worker/ops/softmax-crossentropy";

export function softmaxCrossentropyOnHeap({
  inputs: { logits, labels },
  attrs: { skipsPadding },
  memory,
  heap,
}: HeapOpCall<SoftmaxCrossentropyInputs, ClassLabels>) {
  const [rows = 0, classes = 0] = logits.shape;
  const loss = memory.output([]);
  const gradient = memory.output(logits.shape);
  const parts = memory.output([2, rows]);
  const at = heap.address(parts);
  const addresses = [logits, labels, gradient].map((info) => heap.address(info)) as [number, number, number];
  const counted = heap.kernels.softmaxCrossentropy(...addresses, at, at + 4 * rows, rows, classes, skipsPadding);
  const values = memory.floats(parts);
  let total = 0;
  for (let row = 0; row < rows; row++) total += values[row]! + Math.log(values[rows + row]!);
  memory.floats(loss)[0] = total / counted;
  memory.free(parts);
  return [loss, gradient];
}
