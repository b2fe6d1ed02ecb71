/** Every kernel of our own, and their registration in the place of the stock ones. */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendName } from "@/engine/protocol";
import { batchMatMul, fusedMatMul } from "@/engine/worker/kernels/batch-mat-mul";
import { conv2d, fusedConv2d } from "@/engine/worker/kernels/conv2d";
import { conv2dBackpropFilter } from "@/engine/worker/kernels/conv2d-backprop-filter";
import { conv2dBackpropInput } from "@/engine/worker/kernels/conv2d-backprop-input";
import type { KernelDefinition } from "@/engine/worker/kernels/define-kernel";
import { depthwiseBackpropFilter, depthwiseBackpropInput, depthwiseConv2d } from "@/engine/worker/kernels/depthwise";
import { hostMemory, isHostBackend } from "@/engine/worker/kernels/host-memory";
import { identity } from "@/engine/worker/kernels/identity";
import { avgPoolGrad, maxPoolGrad } from "@/engine/worker/kernels/pooling";
import { resizeNearestNeighborGrad } from "@/engine/worker/kernels/resize-nearest-neighbor-grad";
import { sum } from "@/engine/worker/kernels/sum";
import { unsortedSegmentSum } from "@/engine/worker/kernels/unsorted-segment-sum";
import { installGpuKernels } from "@/engine/worker/webgpu/kernels";

// oxlint-disable-next-line typescript/no-explicit-any -- the one place where kernels of all inputs and attributes meet
export const kernels: readonly KernelDefinition<any, any>[] = [
  batchMatMul,
  fusedMatMul,
  conv2d,
  fusedConv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseConv2d,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  maxPoolGrad,
  avgPoolGrad,
  resizeNearestNeighborGrad,
  unsortedSegmentSum,
  identity,
  sum,
];

const installed = new Set<BackendName>();

/** Registers our kernels, or some of them, on a backend that has just been made current. Doing it again changes nothing. */
export function installKernels(name: BackendName, chosen = kernels): void {
  if (installed.has(name)) return;
  installed.add(name);
  if (name === "webgpu") installGpuKernels();
  if (!isHostBackend(name)) return;
  for (const kernel of chosen) {
    if (!kernel.backends.includes(name)) continue;
    const stock = tf.getKernel(kernel.kernelName, name);
    if (stock) tf.unregisterKernel(kernel.kernelName, name);
    const runWith = (config: tf.KernelConfig, inputs: tf.NamedTensorInfoMap, attrs: object) =>
      config.kernelFunc({ inputs, attrs: attrs as tf.NamedAttrMap, backend: tf.backend() }) as tf.TensorInfo;
    tf.registerKernel({
      kernelName: kernel.kernelName,
      backendName: name,
      kernelFunc: ({ inputs, attrs, backend }) =>
        kernel.compute({
          inputs: inputs as Record<string, tf.TensorInfo>,
          attrs,
          memory: hostMemory(name, backend as object),
          run: (other, otherInputs, otherAttrs) => runWith(tf.getKernel(other, name), otherInputs, otherAttrs),
          stock: (otherInputs, otherAttrs) => runWith(stock, otherInputs, otherAttrs),
        }),
    });
  }
}
