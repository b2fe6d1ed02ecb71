/** Updates on WebGPU: one dispatch per weight, in place, clipping included. */
import * as tf from "@tensorflow/tfjs-core";
import type { Slots } from "@/engine/worker/optimizers/define-rule";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, dispatchGroups, read, write } from "@/engine/worker/webgpu/dispatch";
import { bindNow, nowIs } from "@/engine/worker/webgpu/step-row";
import { float, groupSum } from "@/engine/worker/webgpu/wgsl";

export interface GpuUpdate {
  readonly weights: tf.Tensor;
  readonly gradient: tf.Tensor;
  readonly slots: Slots;
  /** WGSL of the rule. */
  readonly rule: string;
  /** The step's row, int32 [8]. */
  readonly now: tf.TensorInfo;
  /** What gradients are multiplied with first, [1]. */
  readonly factor?: tf.TensorInfo | undefined;
  /** Largest magnitude of each gradient. */
  readonly bound?: number | undefined;
}

export function updateOnGpu(gpu: Gpu, { weights, gradient, slots, rule, now, factor, bound }: GpuUpdate): void {
  const scaled = factor ? "gradients[i] * factor[0]" : "gradients[i]";
  dispatchEach(gpu, {
    label: "update",
    count: weights.size,
    bindings: {
      weights: write(weights),
      gradients: read(gradient),
      now: bindNow(now),
      ...(factor ? { factor: read(factor) } : {}),
      ...Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, write(slot)])),
    },
    body: `
      let rate = ${nowIs.rate};
      let keep = ${nowIs.keep};
      let g = ${bound === undefined ? scaled : `clamp(${scaled}, ${float(-bound)}, ${float(bound)})`};
      ${rule}`,
  });
}

const groupSize = 256;
/** Of one gradient: enough to occupy a graphics card, few enough to be added up by one workgroup. */
const mostGroups = 64;

/** limit / max(norm of all gradients together, limit), [1]. The caller disposes. */
export function clippingFactor(gpu: Gpu, gradients: readonly tf.Tensor[], limit: number): tf.Tensor {
  const groupsOf = gradients.map(({ size }) => Math.min(mostGroups, Math.ceil(size / groupSize)));
  const count = groupsOf.reduce((sum, groups) => sum + groups, 0);
  const squares = tf.engine().makeTensorFromTensorInfo(gpu.output([count]));
  let offset = 0;
  gradients.forEach((gradient, i) => {
    const groups = groupsOf[i]!;
    dispatchGroups(gpu, {
      label: "sumOfSquares",
      bindings: { gradients: read(gradient), squares: write(squares) },
      groups: [groups, 1, 1],
      groupSize,
      declarations: groupSum(groupSize),
      body: `
        var sum = 0f;
        for (var i = group.x * ${groupSize}u + local; i < ${gradient.size}u; i += ${groups * groupSize}u) { sum += gradients[i] * gradients[i]; }
        let total = sumOverGroup(local, sum);
        if (local == 0u) { squares[${offset}u + group.x] = total; }`,
    });
    offset += groups;
  });
  const factor = gpu.output([1]);
  dispatchGroups(gpu, {
    label: "clippingFactor",
    bindings: { squares: read(squares), factor: write(factor) },
    groups: [1, 1, 1],
    groupSize,
    declarations: groupSum(groupSize),
    body: `
      var sum = 0f;
      for (var i = local; i < ${count}u; i += ${groupSize}u) { sum += squares[i]; }
      let norm = sqrt(sumOverGroup(local, sum));
      if (local == 0u) { factor[0] = ${float(limit)} / max(norm, ${float(limit)}); }`,
  });
  squares.dispose();
  return tf.engine().makeTensorFromTensorInfo(factor);
}
