/** Sums over leading axes: the gradient of every bias, and of everything else that was spread over a batch. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "@/engine/worker/kernels/define-kernel";

export const sum = defineKernel<tf.SumAttrs, "x">({
  kernelName: "Sum",
  backends: ["wasm"],
  reason: "slow",
  why: "To sum over other axes than the last ones the stock kernel first transposes the whole tensor; adding row to row reads it once.",
  compute({ inputs: { x }, attrs, memory, stock }) {
    const axes = tf.util.parseAxisParam(attrs.axis, x.shape).toSorted((a, b) => a - b);
    const isLeading = axes.every((axis, i) => axis === i) && axes.length < x.shape.length;
    if (!isLeading || x.dtype !== "float32") return stock({ x }, attrs);
    const kept = x.shape.slice(axes.length);
    const sums = memory.output(attrs.keepDims ? [...axes.map(() => 1), ...kept] : kept);
    const to = memory.floats(sums);
    const from = memory.floats(x);
    const width = to.length;
    // Tens of thousands of terms would lose digits in single precision.
    const exact = new Float64Array(width);
    let row = 0;
    // Four rows at a time: one pass over the sums instead of four.
    for (; row + 4 * width <= from.length; row += 4 * width) {
      for (let i = 0; i < width; i++) {
        const at = row + i;
        exact[i]! += from[at]! + from[at + width]! + (from[at + 2 * width]! + from[at + 3 * width]!);
      }
    }
    for (; row < from.length; row += width) for (let i = 0; i < width; i++) exact[i]! += from[row + i]!;
    to.set(exact);
    return sums;
  },
});
