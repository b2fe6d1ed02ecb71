/** Sums over leading axes: the gradient of every bias, and of everything else that was spread over a batch. */
import * as tf from "@tensorflow/tfjs-core";
import { defineWasmKernel } from "@/engine/worker/kernels/define-kernel";

export const sum = defineWasmKernel<tf.SumAttrs, "x">({
  kernelName: "Sum",
  reason: "slow",
  why: "To sum over other axes than the last ones the stock kernel first transposes the whole tensor; adding row to row reads it once.",
  compute({ inputs: { x }, attrs, memory, heap, stock }) {
    const axes = tf.util.parseAxisParam(attrs.axis, x.shape).toSorted((a, b) => a - b);
    const isLeading = axes.every((axis, i) => axis === i) && axes.length < x.shape.length;
    if (!isLeading || x.dtype !== "float32") return stock({ x }, attrs);
    const kept = x.shape.slice(axes.length);
    const sums = memory.output(attrs.keepDims ? [...axes.map(() => 1), ...kept] : kept);
    const width = tf.util.sizeFromShape(kept);
    const rows = tf.util.sizeFromShape(x.shape.slice(0, axes.length));
    heap.kernels.sumRows(heap.address(x), heap.address(sums), heap.scratch(8 * width), rows, width);
    return sums;
  },
});
