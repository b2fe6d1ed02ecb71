/** Root-mean-square normalisation on the WebAssembly heap. */
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { NormalizationSettings } from "@/engine/worker/ops/layer-normalization";
import type { RmsBackInputs, RmsInputs } from "@/engine/worker/ops/rms-normalization";
import { rowsAndChannels } from "@/engine/worker/ops/wasm/rows";

export function rmsNormalizationOnHeap({ inputs: { x, scale }, attrs: { epsilon }, memory, heap }: HeapOpCall<RmsInputs, NormalizationSettings>) {
  const [rows, channels] = rowsAndChannels(x.shape);
  const [y, inverse] = [memory.output(x.shape), memory.output([rows, 1])];
  heap.kernels.rmsNormalization(heap.address(x), heap.address(scale), heap.address(y), heap.address(inverse), rows, channels, epsilon);
  return [y, inverse];
}

export function rmsNormalizationGradientOnHeap({ inputs: { dy, x, scale, inverse }, memory, heap }: HeapOpCall<RmsBackInputs, object>) {
  const [rows, channels] = rowsAndChannels(x.shape);
  const [dx, dScale] = [memory.output(x.shape), memory.output([channels])];
  heap.kernels.rmsNormalizationGradient(
    heap.address(dy),
    heap.address(x),
    heap.address(scale),
    heap.address(inverse),
    heap.address(dx),
    heap.address(dScale),
    heap.scratch(8 * channels),
    rows,
    channels,
  );
  return [dx, dScale];
}
