/** The way back through bias and activation on the WebAssembly heap. */
import type { ActivationGradientInputs, Fusion } from "@/engine/worker/ops/activation-gradient";
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import { numberOf } from "@/engine/worker/ops/fused-activations";
import { rowsAndChannels } from "@/engine/worker/ops/wasm/rows";

export function activationGradientOnHeap({ inputs: { dy, y }, attrs: { activation, useBias }, memory, heap }: HeapOpCall<ActivationGradientInputs, Fusion>) {
  const [rows, channels] = rowsAndChannels(y.shape);
  const dz = memory.output(y.shape);
  const sums = useBias ? memory.output([channels]) : undefined;
  const [toSums, exact] = sums ? [heap.address(sums), heap.scratch(8 * channels)] : [0, 0];
  heap.kernels.activationGradient(heap.address(dy), heap.address(y), heap.address(dz), toSums, exact, rows, channels, numberOf(activation));
  return sums ? [dz, sums] : [dz];
}
