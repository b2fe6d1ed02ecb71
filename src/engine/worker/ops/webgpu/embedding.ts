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

const groupSize = 64;
/** Each thread looks at so many tokens at a time, and notes its finds as the bits of one word. */
const tokensPerThread = 32;
const tokensPerTurn = groupSize * tokensPerThread;

export function embeddingGradientOnGpu({ inputs: { dy, ids }, attrs: { rows } }: OpCall<EmbeddingBackInputs, TableSize>): tf.TensorInfo[] {
  const gpu = currentGpu()!;
  const width = dy.shape.at(-1) ?? 1;
  const count = sizeOf(ids);
  const gradient = gpu.output([rows, width]);
  // Each thread sums for its own channels; those beyond the first 64 take another walk over the finds.
  const channelsPerThread = Math.ceil(width / groupSize);
  const sums = Array.from({ length: channelsPerThread }, (_, k) => k);
  dispatchGroups(gpu, {
    label: "embeddingGradient",
    bindings: { dy: read(dy), ids: read(ids), gradient: write(gradient) },
    groups: lined(rows),
    groupSize,
    declarations: `var<workgroup> finds: array<u32, ${groupSize}>;\n${rowFunction(rows)}`,
    body: `
      let row = ${lineNumber};
      if (row >= ${rows}u) { return; }
      ${sums.map((k) => `var sum${k} = 0f;`).join(" ")}
      for (var start = 0u; start < ${count}u; start += ${tokensPerTurn}u) {
        var found = 0u;
        for (var bit = 0u; bit < ${tokensPerThread}u; bit++) {
          let token = start + bit * ${groupSize}u + local;
          if (token < ${count}u && rowOf(ids[token]) == row) { found |= 1u << bit; }
        }
        finds[local] = found;
        workgroupBarrier();
        for (var thread = 0u; thread < ${groupSize}u; thread++) {
          for (var left = finds[thread]; left != 0u; left &= left - 1u) {
            let at = (start + firstTrailingBit(left) * ${groupSize}u + thread) * ${width}u + local;
            ${sums.map((k) => `if (local + ${k * groupSize}u < ${width}u) { sum${k} += dy[at + ${k * groupSize}u]; }`).join("\n            ")}
          }
        }
        workgroupBarrier();
      }
      ${sums.map((k) => `if (local + ${k * groupSize}u < ${width}u) { gradient[row * ${width}u + local + ${k * groupSize}u] = sum${k}; }`).join("\n      ")}`,
  });
  return [gradient];
}
