/** Attention on the WebAssembly heap. */
import type { AttentionBackInputs, AttentionInputs, AttentionSettings } from "@/engine/worker/ops/attention";
import { scaleOf } from "@/engine/worker/ops/attention-scale";
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import { dropThreshold } from "@/engine/worker/ops/wasm/random";
import { stepKey } from "@/engine/worker/random";

export function attentionOnHeap(call: HeapOpCall<AttentionInputs, AttentionSettings>) {
  const { inputs, attrs, memory, heap } = call;
  const { q, k, v, mask } = inputs;
  const [batch, queries, keys] = [q.shape[0]!, q.shape[1]!, k.shape[1]!];
  const y = memory.output([batch, queries, v.shape[2]!]);
  const weights = memory.output([batch, attrs.heads, queries, keys]);
  const work = prepare(call);
  heap.kernels.attention(heap.address(q), heap.address(k), heap.address(v), mask ? heap.address(mask) : 0, heap.address(y), heap.address(weights), work);
  return [y, weights];
}

export function attentionGradientOnHeap(call: HeapOpCall<AttentionBackInputs, AttentionSettings>) {
  const { inputs, memory, heap } = call;
  const { dy, q, k, v, weights } = inputs;
  const gradients = [q, k, v].map(({ shape }) => memory.output(shape));
  const work = prepare(call);
  const [dq, dk, dv] = gradients.map((info) => heap.address(info)) as [number, number, number];
  heap.kernels.attentionGradient(heap.address(dy), heap.address(q), heap.address(k), heap.address(v), heap.address(weights), dq, dk, dv, work);
  return gradients;
}

type Sized = HeapOpCall<Pick<AttentionInputs, "q" | "k" | "v" | "step">, AttentionSettings>;

/** Tells the kernels the sizes; answers room to work in. */
function prepare({ inputs: { q, k, v, step }, attrs: { heads, isCausal, rate, layerSeed }, memory, heap }: Sized): number {
  const [batch, queries, keys] = [q.shape[0]!, q.shape[1]!, k.shape[1]!];
  const key = rate > 0 ? stepKey(layerSeed, memory.ints(step)[0]!) : 0;
  const sizes = [batch, heads, queries, keys, q.shape[2]! / heads, v.shape[2]! / heads] as const;
  heap.kernels.setAttention(...sizes, isCausal, scaleOf(q, heads), key, dropThreshold(rate), 1 / (1 - rate));
  return heap.scratch(heap.kernels.attentionBytes());
}
