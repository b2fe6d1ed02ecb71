/** Layer and batch normalisation on the WebAssembly heap. */
import type { BatchBackInputs } from "@/engine/worker/ops/batch-normalization";
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import type { LayerBackInputs, NormalizationInputs, NormalizationSettings } from "@/engine/worker/ops/layer-normalization";
import { rowsAndChannels } from "@/engine/worker/ops/wasm/rows";

type Forward = HeapOpCall<NormalizationInputs, NormalizationSettings>;

export function layerNormalizationOnHeap({ inputs: { x, gamma, beta }, attrs: { epsilon }, memory, heap }: Forward) {
  const [rows, channels] = rowsAndChannels(x.shape);
  const [y, mean, inverse] = [memory.output(x.shape), memory.output([rows, 1]), memory.output([rows, 1])] as const;
  const forward = [x, gamma, beta, y, mean, inverse].map((info) => heap.address(info)) as Six;
  heap.kernels.layerNormalization(...forward, rows, channels, epsilon);
  return [y, mean, inverse];
}

export function layerNormalizationGradientOnHeap({ inputs, memory, heap }: HeapOpCall<LayerBackInputs, object>) {
  const [rows, channels] = rowsAndChannels(inputs.x.shape);
  const [dx, dGamma, dBeta] = [memory.output(inputs.x.shape), memory.output([channels]), memory.output([channels])] as const;
  const { dy, x, gamma, mean, inverse } = inputs;
  const back = [dy, x, gamma, mean, inverse, dx].map((info) => heap.address(info)) as Six;
  heap.kernels.layerNormalizationGradient(...back, heap.address(dGamma), heap.address(dBeta), heap.scratch(16 * channels), rows, channels);
  return [dx, dGamma, dBeta];
}

export function batchNormalizationOnHeap({ inputs: { x, gamma, beta }, attrs: { epsilon }, memory, heap }: Forward) {
  const [rows, channels] = rowsAndChannels(x.shape);
  const [y, mean, variance] = [memory.output(x.shape), memory.output([channels]), memory.output([channels])] as const;
  const forward = [x, gamma, beta, y, mean, variance].map((info) => heap.address(info)) as Six;
  heap.kernels.batchNormalization(...forward, heap.scratch(8 * channels), rows, channels, epsilon);
  return [y, mean, variance];
}

export function batchNormalizationGradientOnHeap({ inputs, attrs: { epsilon }, memory, heap }: HeapOpCall<BatchBackInputs, NormalizationSettings>) {
  const [rows, channels] = rowsAndChannels(inputs.x.shape);
  const [dx, dGamma, dBeta] = [memory.output(inputs.x.shape), memory.output([channels]), memory.output([channels])] as const;
  const { dy, x, gamma, mean, variance } = inputs;
  const back = [dy, x, gamma, mean, variance, dx].map((info) => heap.address(info)) as Six;
  heap.kernels.batchNormalizationGradient(...back, heap.address(dGamma), heap.address(dBeta), heap.scratch(16 * channels), rows, channels, epsilon);
  return [dx, dGamma, dBeta];
}

type Six = [number, number, number, number, number, number];
