/** Dropout and noise on the WebAssembly heap: the very numbers that the references draw. */
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { DropoutSettings, RandomInputs } from "@/engine/worker/ops/dropout";
import type { NoiseSettings } from "@/engine/worker/ops/gaussian-noise";
import { sizeOf } from "@/engine/worker/ops/wasm/rows";
import { stepKey } from "@/engine/worker/random";
import { normalAtTheEdge, zigguratTables } from "@/engine/worker/normal";

/** Words are compared by their upper 24 bits. */
const wordRange = 16777216;
/** What is below this is dropped. */
export const dropThreshold = (rate: number) => Math.ceil(rate * wordRange);

export function dropoutOnHeap({ inputs: { x, step }, attrs: { rate, layerSeed }, memory, heap }: HeapOpCall<RandomInputs, DropoutSettings>) {
  const y = memory.output(x.shape);
  const key = stepKey(layerSeed, memory.ints(step)[0]!);
  const count = sizeOf(x.shape);
  heap.kernels.dropout(heap.address(x), heap.address(y), count, key, dropThreshold(rate), 1 / (1 - rate));
  return [y];
}

export function gaussianNoiseOnHeap({ inputs: { x, step }, attrs: { stddev, layerSeed }, memory, heap }: HeapOpCall<RandomInputs, NoiseSettings>) {
  const y = memory.output(x.shape);
  const key = stepKey(layerSeed, memory.ints(step)[0]!);
  const count = sizeOf(x.shape);
  const { perPlace, widths } = heap.constants(zigguratTables);
  const left = heap.scratch(4 * count);
  const missing = heap.kernels.gaussianNoise(heap.address(x), heap.address(y), count, key, stddev, perPlace, widths, left);
  const from = memory.floats(x);
  const to = memory.floats(y);
  const numbers = new Int32Array(to.buffer, left, missing);
  const single = Math.fround(stddev);
  for (const i of numbers) to[i] = from[i]! + Math.fround(Math.fround(normalAtTheEdge(key, i)) * single);
  return [y];
}
