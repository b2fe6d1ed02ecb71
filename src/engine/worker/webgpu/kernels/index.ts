/** Kernels of our own in the place of tfjs's on WebGPU. */
import * as tf from "@tensorflow/tfjs-core";
import type { Shape4 } from "@/engine/worker/kernels/convolution-geometry";
import { convolveBackToFilter, convolveBackToInput } from "@/engine/worker/ops/webgpu/convolutions";
import { multiply } from "@/engine/worker/ops/webgpu/products";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write } from "@/engine/worker/webgpu/dispatch";

interface GpuKernel {
  readonly kernelName: string;
  /** What is the matter with the stock kernel. */
  readonly why: string;
  /** `undefined` leaves the call to the stock kernel. */
  compute(gpu: Gpu, inputs: tf.NamedTensorInfoMap, attrs: tf.NamedAttrMap): tf.TensorInfo | undefined;
}

export const gpuKernels: readonly GpuKernel[] = [
  {
    kernelName: "Cast",
    why: "From whole numbers and booleans to floats, the stock kernel passes the bits on as they are: a 1 comes out as the smallest float there is, which graphics cards take for 0.",
    compute: (gpu, { x }, { dtype }) => (dtype === "float32" && (x!.dtype === "int32" || x!.dtype === "bool") ? toFloats(gpu, x!) : undefined),
  },
  {
    kernelName: "BatchMatMul",
    why: "The stock kernels walk the whole depth in one workgroup per tile, however few tiles there are: a gradient by a kernel that thousands of steps share leaves most of a graphics card idle.",
    compute: (gpu, { a, b }, attrs) => multiply(gpu, a!, b!, attrs as unknown as tf.BatchMatMulAttrs),
  },
  {
    kernelName: "Conv2DBackpropFilter",
    why: "The stock kernel gives each weight a thread of its own, which reads the whole batch by itself: hundreds of threads at work where a graphics card wants thousands, and every value read anew by each.",
    compute(gpu, { x, dy }, attrs) {
      const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
      const info = tf.backend_util.computeConv2DInfo(x!.shape as Shape4, filterShape as Shape4, strides, 1, pad, dimRoundingMode, false, "channelsLast");
      return convolveBackToFilter(gpu, x!, dy!, info);
    },
  },
  {
    kernelName: "Conv2DBackpropInput",
    why: "The stock kernel computes one pixel's channels in a loop over all taps and channels that came out, straight from the device's memory.",
    compute(gpu, { dy, filter }, attrs) {
      const { strides, pad, dimRoundingMode, inputShape } = attrs as unknown as tf.Conv2DBackpropInputAttrs;
      const info = tf.backend_util.computeConv2DInfo(inputShape, filter!.shape as Shape4, strides, 1, pad, dimRoundingMode, false, "channelsLast");
      return convolveBackToInput(gpu, dy!, filter!, info);
    },
  },
];

function toFloats(gpu: Gpu, x: tf.TensorInfo): tf.TensorInfo {
  const floats = gpu.output(x.shape);
  dispatchEach(gpu, {
    label: "toFloats",
    count: tf.util.sizeFromShape(x.shape),
    bindings: { x: read(x), floats: write(floats) },
    body: "floats[i] = f32(x[i]);",
  });
  return floats;
}

/** With WebGPU the backend in use. */
export function installGpuKernels(): void {
  for (const kernel of gpuKernels) {
    const { kernelName } = kernel;
    const stock = tf.getKernel(kernelName, "webgpu");
    tf.unregisterKernel(kernelName, "webgpu");
    tf.registerKernel({
      ...stock,
      kernelFunc: (call) => kernel.compute(currentGpu()!, call.inputs, call.attrs ?? {}) ?? stock.kernelFunc(call),
    });
  }
}
