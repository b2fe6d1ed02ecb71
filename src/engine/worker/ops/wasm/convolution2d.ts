/** A Conv2D layer on the WebAssembly heap: bias and clamping activations come with the convolution, others right after it, in place. */
import * as tf from "@tensorflow/tfjs-core";
import { convolveOnHeap } from "@/engine/worker/kernels/conv2d";
import { limitsOf, noLimits } from "@/engine/worker/kernels/fused-activation";
import type { Convolution, ConvolutionInputs } from "@/engine/worker/ops/convolution2d";
import type { HeapOpCall } from "@/engine/worker/ops/define-op";
import { numberOf } from "@/engine/worker/ops/fused-activations";
import { rowsAndChannels } from "@/engine/worker/ops/wasm/rows";

type Shape4 = [number, number, number, number];

export function convolution2dOnHeap(call: HeapOpCall<ConvolutionInputs, Convolution>) {
  const { inputs, attrs, heap } = call;
  const { activation, strides, padding } = attrs;
  const info = tf.backend_util.computeConv2DInfo(inputs.x.shape as Shape4, inputs.filter.shape as Shape4, [...strides], 1, padding);
  const limits = limitsOf(activation);
  const y = convolveOnHeap(inputs, info, limits ?? noLimits, call);
  if (!limits) heap.kernels.biasActivation(heap.address(y), 0, heap.address(y), ...rowsAndChannels(y.shape), numberOf(activation));
  return [y];
}
