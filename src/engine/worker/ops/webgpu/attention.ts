/** Attention on WebGPU: one dispatch there; back, one for the queries and one for keys and values. A workgroup takes a few rows of a head. */
import type * as tf from "@tensorflow/tfjs-core";
import type { AttentionBackInputs, AttentionInputs, AttentionSettings } from "@/engine/worker/ops/attention";
import { scaleOf } from "@/engine/worker/ops/attention-scale";
import type { OpCall } from "@/engine/worker/ops/define-op";
import { free } from "@/engine/worker/ops/webgpu/sums";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchGroups, read, write } from "@/engine/worker/webgpu/dispatch";
import { counterFunctions, float } from "@/engine/worker/webgpu/wgsl";

/** Threads of a workgroup, and the rows that they share; so many threads go over one row's softmax together. */
const threads = 128;
const rowsPerGroup = 8;
const perRow = threads / rowsPerGroup;

interface Sizes {
  readonly batch: number;
  readonly heads: number;
  readonly queries: number;
  readonly keys: number;
  readonly keySize: number;
  readonly valueSize: number;
}

function sizesOf({ q, k, v }: { readonly [name in "q" | "k" | "v"]: tf.TensorInfo }, heads: number): Sizes {
  const [batch = 1, queries = 1, width = 1] = q.shape;
  return { batch, heads, queries, keys: k.shape[1]!, keySize: width / heads, valueSize: v.shape[2]! / heads };
}

/** Where a row of a head begins in [N, steps, heads·size], and its weights in [N, heads, T, S]; `n` is the example, `head` the head. */
const place = ({ heads, queries, keys }: Sizes) => `
fn placeOf(n: u32, head: u32, steps: u32, step: u32, size: u32) -> u32 { return ((n * steps + step) * ${heads}u + head) * size; }
fn weightsOf(n: u32, head: u32, query: u32) -> u32 { return ((n * ${heads}u + head) * ${queries}u + query) * ${keys}u; }
`;

/** `keepOf(i)`: what weight number i is multiplied with. `step` is bound where there is dropout. */
function keeping({ rate, layerSeed }: AttentionSettings): string {
  if (rate === 0) return "fn keepOf(i: u32) -> f32 { return 1f; }\n";
  return `${counterFunctions}
fn keepOf(i: u32) -> f32 {
  let word = wordAt(mixSeed(${layerSeed >>> 0}u, step[0]), i);
  return select(${float(1 / (1 - rate))}, 0f, (word >> 8u) < ${Math.ceil(rate * 2 ** 24)}u);
}
`;
}

/** Which rows of which head this workgroup has: `rows` of them from `first` on, of `all`. */
const ownRows = ({ heads }: Sizes, all: number) => `
  let n = group.z;
  let head = group.y % ${heads}u;
  let first = group.x * ${rowsPerGroup}u;
  let rows = min(${rowsPerGroup}u, ${all}u - first);`;

const groupsOf = ({ batch, heads }: Sizes, all: number): [number, number, number] => [Math.ceil(all / rowsPerGroup), heads, batch];
const stepOf = ({ rate }: AttentionSettings, step: tf.TensorInfo) => (rate > 0 ? { step: read(step, "u32") } : {});

/** Figures of a row, gathered from the threads that go over it. */
const perRowFigures = `
var<workgroup> part: array<f32, ${threads}>;
fn rowSum(local: u32, value: f32) -> f32 {
  part[local] = value;
  workgroupBarrier();
  let row = local / ${perRow}u;
  var total = 0f;
  for (var i = 0u; i < ${perRow}u; i++) { total += part[row * ${perRow}u + i]; }
  workgroupBarrier();
  return total;
}
fn rowMax(local: u32, value: f32) -> f32 {
  part[local] = value;
  workgroupBarrier();
  let row = local / ${perRow}u;
  var largest = part[row * ${perRow}u];
  for (var i = 1u; i < ${perRow}u; i++) { largest = max(largest, part[row * ${perRow}u + i]); }
  workgroupBarrier();
  return largest;
}
`;

export function attentionOnGpu({ inputs, attrs }: OpCall<AttentionInputs, AttentionSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const { q, k, v, mask, step } = inputs;
  const sizes = sizesOf(inputs, attrs.heads);
  const { batch, heads, queries, keys, keySize, valueSize } = sizes;
  const y = gpu.output([batch, queries, heads * valueSize]);
  const weights = gpu.output([batch, heads, queries, keys]);
  const seen = [...(attrs.isCausal ? ["s <= first + row"] : []), ...(mask ? [`mask[n * ${keys}u + s] > 0f`] : [])].join(" && ") || "true";
  dispatchGroups(gpu, {
    label: "attention",
    bindings: { q: read(q), k: read(k), v: read(v), ...(mask ? { mask: read(mask) } : {}), ...stepOf(attrs, step), y: write(y), weights: write(weights) },
    groups: groupsOf(sizes, queries),
    groupSize: threads,
    declarations: place(sizes) + keeping(attrs) + perRowFigures,
    body: `
      ${ownRows(sizes, queries)}
      for (var i = local; i < rows * ${keys}u; i += ${threads}u) {
        let row = i / ${keys}u;
        let s = i % ${keys}u;
        var score = ${float(-1e30)};
        if (${seen}) {
          let a = placeOf(n, head, ${queries}u, first + row, ${keySize}u);
          let b = placeOf(n, head, ${keys}u, s, ${keySize}u);
          score = 0f;
          for (var d = 0u; d < ${keySize}u; d++) { score += q[a + d] * k[b + d]; }
          score *= ${float(scaleOf(q, attrs.heads))};
        }
        weights[weightsOf(n, head, first) + i] = score;
      }
      storageBarrier();
      let row = local / ${perRow}u;
      let start = weightsOf(n, head, first + min(row, rows - 1u));
      var largest = ${float(-1e30)};
      for (var s = local % ${perRow}u; s < ${keys}u; s += ${perRow}u) { largest = max(largest, weights[start + s]); }
      largest = rowMax(local, largest);
      var sum = 0f;
      for (var s = local % ${perRow}u; s < ${keys}u; s += ${perRow}u) {
        if (${seen}) { sum += exp(weights[start + s] - largest); }
      }
      sum = rowSum(local, sum);
      if (row < rows) {
        for (var s = local % ${perRow}u; s < ${keys}u; s += ${perRow}u) {
          var weight = 0f;
          if (${seen}) { weight = exp(weights[start + s] - largest) / sum; }
          weights[start + s] = weight;
        }
      }
      storageBarrier();
      for (var i = local; i < rows * ${valueSize}u; i += ${threads}u) {
        let begin = weightsOf(n, head, first + i / ${valueSize}u);
        let at = placeOf(n, head, ${keys}u, 0u, ${valueSize}u) + i % ${valueSize}u;
        var total = 0f;
        for (var s = 0u; s < ${attrs.isCausal ? `min(${keys}u, first + i / ${valueSize}u + 1u)` : `${keys}u`}; s++) {
          total += weights[begin + s] * keepOf(begin + s) * v[at + s * ${heads * valueSize}u];
        }
        y[placeOf(n, head, ${queries}u, first + i / ${valueSize}u, ${valueSize}u) + i % ${valueSize}u] = total;
      }`,
  });
  return [y, weights];
}

export function attentionGradientOnGpu({ inputs, attrs }: OpCall<AttentionBackInputs, AttentionSettings>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const { dy, q, k, v, weights, step } = inputs;
  const sizes = sizesOf(inputs, attrs.heads);
  const { heads, queries, keys, keySize, valueSize } = sizes;
  const slopes = gpu.output(weights.shape);
  const [dq, dk, dv] = [gpu.output(q.shape), gpu.output(k.shape), gpu.output(v.shape)];
  const seen = attrs.isCausal ? `min(${keys}u, first + row + 1u)` : `${keys}u`;
  dispatchGroups(gpu, {
    label: "attentionGradient, queries",
    bindings: { dy: read(dy), v: read(v), k: read(k), weights: read(weights), ...stepOf(attrs, step), slopes: write(slopes), dq: write(dq) },
    groups: groupsOf(sizes, queries),
    groupSize: threads,
    declarations: place(sizes) + keeping(attrs) + perRowFigures,
    body: `
      ${ownRows(sizes, queries)}
      for (var i = local; i < rows * ${keys}u; i += ${threads}u) {
        let at = weightsOf(n, head, first) + i;
        var slope = 0f;
        if (weights[at] != 0f) {
          let a = placeOf(n, head, ${queries}u, first + i / ${keys}u, ${valueSize}u);
          let b = placeOf(n, head, ${keys}u, i % ${keys}u, ${valueSize}u);
          for (var d = 0u; d < ${valueSize}u; d++) { slope += dy[a + d] * v[b + d]; }
          slope *= keepOf(at);
        }
        slopes[at] = slope;
      }
      storageBarrier();
      let row = local / ${perRow}u;
      let start = weightsOf(n, head, first + min(row, rows - 1u));
      var shift = 0f;
      for (var s = local % ${perRow}u; s < ${keys}u; s += ${perRow}u) { shift += weights[start + s] * slopes[start + s]; }
      shift = rowSum(local, shift);
      if (row < rows) {
        for (var s = local % ${perRow}u; s < ${keys}u; s += ${perRow}u) {
          slopes[start + s] = weights[start + s] * (slopes[start + s] - shift) * ${float(scaleOf(q, attrs.heads))};
        }
      }
      storageBarrier();
      for (var i = local; i < rows * ${keySize}u; i += ${threads}u) {
        let row = i / ${keySize}u;
        let begin = weightsOf(n, head, first + row);
        let at = placeOf(n, head, ${keys}u, 0u, ${keySize}u) + i % ${keySize}u;
        var total = 0f;
        for (var s = 0u; s < ${seen}; s++) { total += slopes[begin + s] * k[at + s * ${heads * keySize}u]; }
        dq[placeOf(n, head, ${queries}u, first + row, ${keySize}u) + i % ${keySize}u] = total;
      }`,
  });
  /** Sums over the queries that see a key. */
  const alongQueries = (to: string, size: number, weight: string, from: string) => `
      for (var i = local; i < rows * ${size}u; i += ${threads}u) {
        let key = first + i / ${size}u;
        let at = placeOf(n, head, ${queries}u, 0u, ${size}u) + i % ${size}u;
        var total = 0f;
        for (var t = ${attrs.isCausal ? "key" : "0u"}; t < ${queries}u; t++) {
          let w = weightsOf(n, head, t) + key;
          total += ${weight} * ${from}[at + t * ${heads * size}u];
        }
        ${to}[placeOf(n, head, ${keys}u, key, ${size}u) + i % ${size}u] = total;
      }`;
  dispatchGroups(gpu, {
    label: "attentionGradient, keys and values",
    bindings: { dy: read(dy), q: read(q), weights: read(weights), ...stepOf(attrs, step), slopes: read(slopes), dk: write(dk), dv: write(dv) },
    groups: groupsOf(sizes, keys),
    groupSize: threads,
    declarations: place(sizes) + keeping(attrs),
    body: `
      ${ownRows(sizes, keys)}
      ${alongQueries("dk", keySize, "slopes[w]", "q")}
      ${alongQueries("dv", valueSize, "weights[w] * keepOf(w)", "dy")}`,
  });
  free(slopes);
  return [dq, dk, dv];
}
