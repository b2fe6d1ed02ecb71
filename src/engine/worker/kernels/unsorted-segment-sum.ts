/** Sums rows that carry the same segment number: the gradient of gathering rows. */
import { defineKernel } from "@/engine/worker/kernels/define-kernel";

export const unsortedSegmentSum = defineKernel<{ numSegments: number }, "x" | "segmentIds">({
  kernelName: "UnsortedSegmentSum",
  backends: ["wasm"],
  reason: "missing",
  why: "Not registered on wasm, so gathering rows cannot be differentiated there.",
  compute({ inputs: { x, segmentIds }, attrs: { numSegments }, memory }) {
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const width = rowShape.reduce((size, d) => size * d, 1);
    const sums = memory.output([numSegments, ...rowShape]);
    const to = memory.floats(sums).fill(0);
    const from = memory.floats(x);
    const ids = memory.ints(segmentIds);
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row]!;
      // As in TensorFlow: rows with a number outside the range are dropped.
      if (id < 0 || id >= numSegments) continue;
      for (let i = 0; i < width; i++) to[id * width + i]! += from[row * width + i]!;
    }
    return sums;
  },
});
