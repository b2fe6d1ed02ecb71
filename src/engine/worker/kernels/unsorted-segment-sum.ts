/** Sums rows that carry the same segment number: the gradient of gathering rows. */
import * as tf from "@tensorflow/tfjs-core";
import { defineWasmKernel } from "@/engine/worker/kernels/define-kernel";

export const unsortedSegmentSum = defineWasmKernel<{ numSegments: number }, "x" | "segmentIds">({
  kernelName: "UnsortedSegmentSum",
  reason: "missing",
  why: "Not registered on wasm, so gathering rows cannot be differentiated there.",
  compute({ inputs: { x, segmentIds }, attrs: { numSegments }, memory, heap }) {
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const sums = memory.output([numSegments, ...rowShape]);
    const [rows, width] = [segmentIds.shape, rowShape].map((shape) => tf.util.sizeFromShape(shape)) as [number, number];
    heap.kernels.sumSegments(heap.address(x), heap.address(segmentIds), heap.address(sums), rows, width, numSegments);
    return sums;
  },
});
