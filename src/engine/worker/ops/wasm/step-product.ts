/** The product of a Dense layer, with other names for the same memory. */
import type { Fusion } from "@/engine/worker/ops/activation-gradient";
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { StepProductInputs } from "@/engine/worker/ops/step-product";
import { linearOnHeap } from "@/engine/worker/ops/wasm/linear";

export function stepProductOnHeap(call: HeapOpCall<StepProductInputs, Fusion>) {
  const { x, kernel, bias } = call.inputs;
  const depth = x.shape.at(-1) ?? 1;
  const [rows, columns] = [sizeOf(x.shape) / depth, sizeOf(kernel.shape) / depth];
  const [y] = linearOnHeap({ ...call, inputs: { x: { ...x, shape: [rows, depth] }, kernel: { ...kernel, shape: [depth, columns] }, bias } });
  return [{ dataId: y!.dataId, dtype: y!.dtype, shape: [...x.shape.slice(0, -1), columns] }];
}

const sizeOf = (shape: readonly number[]) => shape.reduce((size, length) => size * length, 1);
