/**
 * Rows of a table by number, on WebGPU. On the way back each row of the table is one workgroup's: it looks for its number among all
 * tokens and adds up what belongs to it. Nothing is added by two at a time, so the order of every sum is fixed.
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { OpCall } from "@/engine/worker/ops/define-op";
import type { EmbeddingBackInputs, EmbeddingInputs, TableSize } from "@/engine/worker/ops/embedding";
import { sizeOf } from "@/engine/worker/ops/webgpu/activations";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, dispatchGroups, read, write } from "@/engine/worker/webgpu/dispatch";
import { isPlayed } from "@/engine/worker/webgpu/played";
import { lined, lineNumber } from "@/engine/worker/webgpu/wgsl";

const rowFunction = (rows: number) => `
fn rowOf(id: f32) -> u32 { return select(${Math.min(1, rows - 1)}u, u32(id), id >= 0f && id < ${rows}f); }
`;

export function embeddingOnGpu({ inputs: { ids, table }, attrs: { rows } }: OpCall<EmbeddingInputs, TableSize>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const width = table.shape[1] ?? 1;
  const y = gpu.output([...ids.shape, width]);
  dispatchEach(gpu, {
    label: "embedding",
    count: sizeOf(y),
    bindings: { ids: read(ids), table: read(table), y: write(y) },
    declarations: rowFunction(rows),
    body: `y[i] = table[rowOf(ids[i / ${width}u]) * ${width}u + i % ${width}u];`,
  });
  return [y];
}

/** So many workgroups even a processor runs as a graphics card does. */
const fewRows = 100;
const groupSize = 256;
/** Each thread looks at so many tokens at a time. */
const tokensPerThread = 8;
const tokensPerTurn = groupSize * tokensPerThread;

export function embeddingGradientOnGpu({ inputs: { dy, ids }, attrs: { rows } }: OpCall<EmbeddingBackInputs, TableSize>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const width = dy.shape.at(-1) ?? 1;
  const count = sizeOf(ids);
  const gradient = gpu.output([rows, width]);
  if (isPlayed(gpu) && rows > fewRows) {
    dispatchEach(gpu, {
      label: "embeddingGradient",
      count: rows * width,
      bindings: { dy: read(dy), ids: read(ids), gradient: write(gradient) },
      declarations: rowFunction(rows),
      body: `
        var sum = 0f;
        for (var token = 0u; token < ${count}u; token++) { if (rowOf(ids[token]) == i / ${width}u) { sum += dy[token * ${width}u + i % ${width}u]; } }
        gradient[i] = sum;`,
    });
    return [gradient];
  }
  // A thread per channel; where there are fewer channels than threads, several share the finds.
  const across = Math.min(groupSize, 2 ** Math.ceil(Math.log2(width)));
  const lanes = groupSize / across;
  const sums = Array.from({ length: Math.ceil(width / across) }, (_, k) => k);
  const each = (k: number, of: (channel: string) => string) => `if (channel + ${k * across}u < ${width}u) { ${of(`channel + ${k * across}u`)} }`;
  dispatchGroups(gpu, {
    label: "embeddingGradient",
    bindings: { dy: read(dy), ids: read(ids), gradient: write(gradient) },
    groups: lined(rows),
    groupSize,
    declarations: `
      var<workgroup> ends: array<u32, ${groupSize}>;
      var<workgroup> finds: array<u32, ${tokensPerTurn}>;
      var<workgroup> part: array<f32, ${groupSize}>;
      ${rowFunction(rows)}`,
    body: `
      let row = ${lineNumber};
      if (row >= ${rows}u) { return; }
      let channel = local % ${across}u;
      let lane = local / ${across}u;
      ${sums.map((k) => `var sum${k} = 0f;`).join(" ")}
      for (var start = 0u; start < ${count}u; start += ${tokensPerTurn}u) {
        var found = 0u;
        for (var bit = 0u; bit < ${tokensPerThread}u; bit++) {
          let token = start + bit * ${groupSize}u + local;
          if (token < ${count}u && rowOf(ids[token]) == row) { found |= 1u << bit; }
        }
        // Where in the list of finds this thread's own come to stand.
        ends[local] = countOneBits(found);
        workgroupBarrier();
        for (var reach = 1u; reach < ${groupSize}u; reach <<= 1u) {
          let before = select(0u, ends[max(local, reach) - reach], local >= reach);
          workgroupBarrier();
          ends[local] += before;
          workgroupBarrier();
        }
        var place = ends[local] - countOneBits(found);
        for (var left = found; left != 0u; left &= left - 1u) {
          finds[place] = start + firstTrailingBit(left) * ${groupSize}u + local;
          place++;
        }
        workgroupBarrier();
        let all = ends[${groupSize - 1}];
        var i = lane;
        // Four at a time, so that their reads are under way together.
        for (; i + ${3 * lanes}u < all; i += ${4 * lanes}u) {
          let at = vec4u(finds[i], finds[i + ${lanes}u], finds[i + ${2 * lanes}u], finds[i + ${3 * lanes}u]) * ${width}u;
          ${sums.map((k) => each(k, (own) => `sum${k} += (dy[at.x + ${own}] + dy[at.y + ${own}]) + (dy[at.z + ${own}] + dy[at.w + ${own}]);`)).join("\n          ")}
        }
        for (; i < all; i += ${lanes}u) {
          let at = finds[i] * ${width}u;
          ${sums.map((k) => each(k, (own) => `sum${k} += dy[at + ${own}];`)).join("\n          ")}
        }
        workgroupBarrier();
      }
      ${sums
        .map(
          (k) => `
      part[local] = sum${k};
      workgroupBarrier();
      if (lane == 0u) {
        var total = 0f;
        for (var other = local; other < ${groupSize}u; other += ${across}u) { total += part[other]; }
        ${each(k, (own) => `gradient[row * ${width}u + ${own}] = total;`)}
      }
      workgroupBarrier();`,
        )
        .join("")}`,
  });
  return [gradient];
}
