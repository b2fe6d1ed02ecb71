/** Convolutions, plain and with bias and activation. */
import * as tf from "@tensorflow/tfjs-core";
import { isEmpty, setGeometry, type Shape4 } from "@/engine/worker/kernels/convolution-geometry";
import { defineWasmKernel, type OnHeap, type WasmKernelCall } from "@/engine/worker/kernels/define-kernel";
import { finishFused, limitsOf, noLimits, type FusedAttrs, type Limits } from "@/engine/worker/kernels/fused-activation";

type Attrs = tf.Conv2DAttrs & FusedAttrs;
const why = "The stock kernel makes a new XNNPACK operator and packs the filter at every call, as the filter changes at every training step.";

interface Operands {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
  /** One value per filter. */
  readonly bias?: tf.TensorInfo | undefined;
}

/** x ∗ filter + bias, kept between limits. Dilation must be 1. */
export function convolveOnHeap({ x, filter, bias }: Operands, info: tf.backend_util.Conv2DInfo, limits: Limits, { memory, heap }: OnHeap): tf.TensorInfo {
  const y = memory.output(info.outShape);
  if (isEmpty(info)) return y;
  setGeometry(heap, info);
  const work = heap.scratch(heap.kernels.convolveBytes());
  heap.kernels.convolve(heap.address(x), heap.address(filter), heap.address(y), bias ? heap.address(bias) : 0, limits.low, limits.high, work);
  return y;
}

function convolve(call: WasmKernelCall<string, Attrs>): tf.TensorInfo {
  const { inputs, attrs, memory } = call;
  const x = inputs["x"]!;
  const spread = spreadFilter(call);
  const filter = spread ?? inputs["filter"]!;
  const { strides, pad, dimRoundingMode, activation } = attrs;
  const info = tf.backend_util.computeConv2DInfo(x.shape as Shape4, filter.shape as Shape4, strides, 1, pad, dimRoundingMode, false, "channelsLast");
  const bias = inputs["bias"] && tf.util.sizeFromShape(inputs["bias"].shape) === info.outChannels ? inputs["bias"] : undefined;
  const limits = (inputs["bias"] && !bias ? undefined : limitsOf(activation)) ?? noLimits;
  const y = convolveOnHeap({ x, filter, bias }, info, limits, call);
  if (spread) memory.free(spread);
  return finishFused(y, call, bias !== undefined);
}

/** A dilated filter with its gaps filled with zeros, or nothing when it has no gaps. */
function spreadFilter({ inputs, attrs, memory }: WasmKernelCall<string, Attrs>): tf.TensorInfo | undefined {
  const filter = inputs["filter"]!;
  const [height = 1, width = 1, ...channels] = filter.shape;
  const [down, across] = typeof attrs.dilations === "number" ? [attrs.dilations, attrs.dilations] : attrs.dilations.slice(-2);
  if ((down === 1 || height === 1) && (across === 1 || width === 1)) return undefined;
  const spreadWidth = (width - 1) * across! + 1;
  const spread = memory.output([(height - 1) * down! + 1, spreadWidth, ...channels]);
  const taps = memory.floats(filter);
  const values = memory.floats(spread).fill(0);
  const size = tf.util.sizeFromShape(channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * size;
      values.set(taps.subarray(from, from + size), (y * down! * spreadWidth + x * across!) * size);
    }
  return spread;
}

export const conv2d = defineWasmKernel<Attrs>({ kernelName: "Conv2D", reason: "slow", why, compute: convolve });
export const fusedConv2d = defineWasmKernel<Attrs>({ kernelName: "FusedConv2D", reason: "slow", why, compute: convolve });
