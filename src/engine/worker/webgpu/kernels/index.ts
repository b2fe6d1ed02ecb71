/** Kernels of our own in the place of tfjs's on WebGPU. */
import * as tf from "@tensorflow/tfjs-core";
import type { Shape4 } from "@/engine/worker/kernels/convolution-geometry";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";
import { conv2dBackpropFilter } from "@/engine/worker/webgpu/kernels/conv2d-backprop-filter";

interface GpuKernel {
  readonly kernelName: string;
  /** What is the matter with the stock kernel. */
  readonly why: string;
  compute(gpu: Gpu, inputs: tf.NamedTensorInfoMap, attrs: tf.NamedAttrMap): tf.TensorInfo;
}

export const gpuKernels: readonly GpuKernel[] = [
  {
    kernelName: "Conv2DBackpropFilter",
    why: "The stock kernel gives each weight a thread of its own, which reads the whole batch by itself: hundreds of threads at work where a graphics card wants thousands, and every value read anew by each.",
    compute(gpu, { x, dy }, attrs) {
      const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
      const info = tf.backend_util.computeConv2DInfo(x!.shape as Shape4, filterShape as Shape4, strides, 1, pad, dimRoundingMode, false, "channelsLast");
      return conv2dBackpropFilter(gpu, x!, dy!, info);
    },
  },
];

/** With WebGPU the backend in use. */
export function installGpuKernels(): void {
  for (const kernel of gpuKernels) {
    const { kernelName } = kernel;
    tf.unregisterKernel(kernelName, "webgpu");
    tf.registerKernel({ kernelName, backendName: "webgpu", kernelFunc: ({ inputs, attrs = {} }) => kernel.compute(currentGpu()!, inputs, attrs) });
  }
}
