/** Bias and activation on the WebAssembly heap. */
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { Fusion } from "@/engine/worker/ops/activation-gradient";
import type { BiasActivationInputs } from "@/engine/worker/ops/bias-activation";
import { numberOf } from "@/engine/worker/ops/fused-activations";
import { rowsAndChannels } from "@/engine/worker/ops/wasm/rows";

export function biasActivationOnHeap({ inputs: { x, bias }, attrs: { activation }, memory, heap }: HeapOpCall<BiasActivationInputs, Fusion>) {
  const y = memory.output(x.shape);
  const [rows, channels] = rowsAndChannels(x.shape);
  heap.kernels.biasActivation(heap.address(x), bias ? heap.address(bias) : 0, heap.address(y), rows, channels, numberOf(activation));
  return [y];
}
