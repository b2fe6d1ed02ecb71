/** Sums on WebGPU, always in the same order: over everything, and per channel. What is summed is computed on the way. */
import * as tf from "@tensorflow/tfjs-core";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, dispatchGroups, read, write, type Bound } from "@/engine/worker/webgpu/dispatch";
import { float, groupSum } from "@/engine/worker/webgpu/wgsl";

const groupSize = 256;
const mostGroups = 64;

interface Summed {
  readonly label: string;
  readonly bindings: Readonly<Record<string, Bound>>;
  readonly declarations?: string;
  /** WGSL that sets `value`, for number `i` of a sum over everything, or for `at` of one per channel. */
  readonly each: string;
}

/** → scalar: factor · Σ value over i = 0 … count − 1. */
export function sumOfAll(
  gpu: Gpu,
  { label, bindings, declarations = "", each, count, factor }: Summed & { readonly count: number; readonly factor: number },
): tf.TensorInfo {
  const groups = Math.min(mostGroups, Math.ceil(count / groupSize));
  const sums = gpu.output(groups === 1 ? [] : [groups]);
  dispatchGroups(gpu, {
    label,
    bindings: { ...bindings, sums: write(sums) },
    groups: [groups, 1, 1],
    groupSize,
    declarations: groupSum(groupSize) + declarations,
    body: `
      var added = 0f;
      for (var i = group.x * ${groupSize}u + local; i < ${count}u; i += ${groups * groupSize}u) {
        var value = 0f;
        ${each}
        added += value;
      }
      let total = sumOverGroup(local, added);
      if (local == 0u) { sums[group.x] = total * ${float(factor)}; }`,
  });
  if (groups === 1) return sums;
  const total = sumOfAll(gpu, { label: `${label}, parts`, bindings: { parts: read(sums) }, each: "value = parts[i];", count: groups, factor: 1 });
  free(sums);
  return total;
}

/** Rows that one workgroup adds up by itself: more are shared among several. */
const rowsPerGroup = 512;

/** → [channels]: Σ value over the rows; `at` is the place in [rows, channels], `channel` its column. */
export function sumsPerChannel(
  gpu: Gpu,
  { label, bindings, declarations = "", each, rows, channels }: Summed & { readonly rows: number; readonly channels: number },
): tf.TensorInfo {
  // Neighbouring threads read neighbouring channels, no more than lie in one piece of a card's memory: the others share the rows.
  const across = Math.min(8, 2 ** Math.ceil(Math.log2(channels)));
  const splits = rows <= 2 * rowsPerGroup ? 1 : Math.min(mostGroups, Math.ceil(rows / rowsPerGroup));
  const rowsEach = Math.ceil(rows / splits);
  const sums = gpu.output([splits * channels]);
  dispatchGroups(gpu, {
    label,
    bindings: { ...bindings, sums: write(sums) },
    groups: [Math.ceil(channels / across), splits, 1],
    groupSize,
    declarations: `var<workgroup> part: array<f32, ${groupSize}>;\n${declarations}`,
    body: `
      let channel = group.x * ${across}u + local % ${across}u;
      let end = min((group.y + 1u) * ${rowsEach}u, ${rows}u);
      var added = 0f;
      if (channel < ${channels}u) {
        for (var row = group.y * ${rowsEach}u + local / ${across}u; row < end; row += ${groupSize / across}u) {
          let at = row * ${channels}u + channel;
          var value = 0f;
          ${each}
          added += value;
        }
      }
      part[local] = added;
      workgroupBarrier();
      for (var half = ${groupSize / 2}u; half >= ${across}u; half >>= 1u) {
        if (local < half) { part[local] += part[local + half]; }
        workgroupBarrier();
      }
      if (local < ${across}u && channel < ${channels}u) { sums[group.y * ${channels}u + channel] = part[local]; }`,
  });
  if (splits === 1) return sums;
  const totals = gpu.output([channels]);
  dispatchEach(gpu, {
    label: `${label}, parts`,
    count: channels,
    bindings: { parts: read(sums), sums: write(totals) },
    body: `
      var sum = 0f;
      for (var part = 0u; part < ${splits}u; part++) { sum += parts[part * ${channels}u + i]; }
      sums[i] = sum;`,
  });
  free(sums);
  return totals;
}

/** A tensor that only this kernel knew. */
export function free(info: tf.TensorInfo): void {
  tf.engine().makeTensorFromTensorInfo(info).dispose();
}
