/** Recurrent layers on the WebAssembly heap: one call for all steps of all examples. */
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import { numberOf } from "@/engine/worker/ops/fused-activations";
import type { RecurrentBackInputs, RecurrentInputs, RecurrentSettings } from "@/engine/worker/ops/recurrent";
import { cellNames, cells } from "@/engine/worker/ops/recurrent-cells";
import type { WasmHeap } from "@/engine/worker/wasm/heap";

function choose(heap: WasmHeap, settings: RecurrentSettings, [batch, steps, units]: readonly [number, number, number]): void {
  const { cell, activation, recurrentActivation, isBackwards, returnSequences } = settings;
  const [ofCell, ofActivation, ofGates] = [cellNames.indexOf(cell), numberOf(activation), numberOf(recurrentActivation)];
  heap.kernels.setRecurrent(ofCell, batch, steps, units, ofActivation, ofGates, isBackwards, returnSequences);
}

export function recurrentOnHeap({ inputs, attrs: settings, memory, heap }: HeapOpCall<RecurrentInputs, RecurrentSettings>) {
  const { x, kernel, recurrentKernel, bias, mask, keep } = inputs;
  const [batch = 0, steps = 0, channels = 0] = x.shape;
  const [units = 0, width = 0] = recurrentKernel.shape;
  const { kept, hasRecurrentBias } = cells[settings.cell];
  const [y, previous, trace, projected] = [
    memory.output(settings.returnSequences ? [batch, steps, units] : [batch, units]),
    memory.output([batch, steps, units]),
    memory.output([batch, steps, kept * units]),
    memory.output([batch, steps, width]),
  ] as const;
  choose(heap, settings, [batch, steps, units]);
  const { kernels } = heap;
  const work = heap.scratch(Math.max(kernels.productBytes(width, channels), kernels.recurrentBytes()));
  const ofBias = bias ? heap.address(bias) : 0;
  const inputsAt = heap.address(projected);
  kernels.product(heap.address(x), heap.address(kernel), inputsAt, batch * steps, width, channels, false, false, ofBias, -Infinity, Infinity, work);
  const recurrentBias = bias && hasRecurrentBias ? ofBias + 4 * width : 0;
  const [from, to] = [
    [recurrentKernel, mask, keep],
    [y, previous, trace],
  ].map((infos) => infos.map((info) => heap.address(info))) as [Three, Three];
  kernels.recurrentForward(inputsAt, from[0], recurrentBias, from[1], settings.isDropped ? from[2] : 0, ...to, work);
  memory.free(projected);
  return [y, previous, trace];
}
type Three = [number, number, number];

export function recurrentGradientOnHeap({ inputs, attrs: settings, memory, heap }: HeapOpCall<RecurrentBackInputs, RecurrentSettings>) {
  const { dy, recurrentKernel, mask, keep, previous, trace } = inputs;
  const [batch = 0, steps = 0, units = 0] = previous.shape;
  const width = recurrentKernel.shape[1] ?? 0;
  const dz = memory.output([batch, steps, width]);
  const dp = cells[settings.cell].hasRecurrentBias ? memory.output([batch, steps, width]) : undefined;
  choose(heap, settings, [batch, steps, units]);
  const work = heap.scratch(heap.kernels.recurrentBytes());
  const ofKeep = settings.isDropped ? heap.address(keep) : 0;
  const [before, kept] = [heap.address(previous), heap.address(trace)];
  const [toInputs, toProducts] = [heap.address(dz), dp ? heap.address(dp) : 0];
  heap.kernels.recurrentBack(heap.address(dy), heap.address(recurrentKernel), heap.address(mask), ofKeep, before, kept, toInputs, toProducts, work);
  return dp ? [dz, dp] : [dz];
}
