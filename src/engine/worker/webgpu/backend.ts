/** The WebGPU backend of tfjs as our kernels need it: buffers of tensors, a place in its queue, and the recording of a step. */
import * as tf from "@tensorflow/tfjs-core";
import { assertKnown, type PrivateBackend } from "@/engine/worker/webgpu/private-members";
import { recordStep, type Command, type DispatchCommand, type Recording } from "@/engine/worker/webgpu/recording";

export interface Gpu {
  readonly device: GPUDevice;
  /** The tensor's memory; uploaded first where it still lies on the host. */
  bufferOf(tensor: tf.TensorInfo): GPUBuffer;
  /** A fresh tensor, uninitialised. */
  output(shape: readonly number[], dtype?: "float32" | "int32"): tf.TensorInfo;
  /** Queues a dispatch behind whatever tfjs has queued, and keeps `tensors` until it is submitted. */
  dispatch(command: DispatchCommand, tensors: readonly tf.TensorInfo[]): void;
  /** Submits what is queued. */
  flush(): void;
  /** The tensor is written to where it lies, so tfjs must not remember what it once read from it. */
  markMutable(tensor: tf.TensorInfo): void;
  /** Runs `step` without computing anything. Throws when the step lets a tensor escape, or reads one. */
  record(step: () => void): Recording;
}

const gpus = new WeakMap<object, Gpu>();

/** The WebGPU backend in use, or `undefined` when another one is. */
export function currentGpu(): Gpu | undefined {
  if (tf.getBackend() !== "webgpu") return undefined;
  const backend = tf.backend();
  let gpu = gpus.get(backend);
  if (!gpu) {
    gpu = createGpu(backend);
    gpus.set(backend, gpu);
  }
  return gpu;
}

function createGpu(backend: object): Gpu {
  assertKnown(backend);
  const { device, tensorMap } = backend;
  const mutable = new WeakSet<object>();
  const cacheOnHost = backend.convertAndCacheOnCPU.bind(backend);
  backend.convertAndCacheOnCPU = (dataId, data) => (mutable.has(dataId) ? data : cacheOnHost(dataId, data));
  const stands = new WeakSet<GPUBuffer>();
  const giveBack = backend.bufferManager.releaseBuffer.bind(backend.bufferManager);
  // A tensor may escape from a recording that failed; its stand-in is nobody's memory.
  backend.bufferManager.releaseBuffer = (buffer, reuse) => {
    if (!stands.has(buffer)) giveBack(buffer, reuse);
  };
  /** While a step is recorded. */
  let recorded: Command[] | undefined;

  const bufferOf = ({ dataId }: tf.TensorInfo) => {
    backend.uploadToGPU(dataId);
    return tensorMap.get(dataId).resource!;
  };
  return {
    device,
    bufferOf,
    output(shape, dtype = "float32") {
      const info = backend.makeTensorInfo(shape, dtype);
      backend.uploadToGPU(info.dataId);
      return info;
    },
    dispatch(command, tensors) {
      for (const { dataId } of tensors) backend.commandQueueOwnedIds.add(dataId);
      if (recorded) {
        recorded.push(command);
        return;
      }
      const { pipeline, bindings, workgroups } = command;
      const entries = bindings.map(({ buffer, size }, binding) => ({ binding, resource: { buffer, size } }));
      const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
      backend.ensureCommandEncoderReady();
      backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
      backend.computePassEncoder.setPipeline(pipeline);
      backend.computePassEncoder.setBindGroup(0, group);
      backend.computePassEncoder.dispatchWorkgroups(...workgroups);
      backend.dispatchCountInPass++;
      if (backend.dispatchCountInPass >= tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) submit(backend);
    },
    flush: () => submit(backend),
    markMutable(tensor) {
      bufferOf(tensor);
      mutable.add(tensor.dataId);
      tensorMap.get(tensor.dataId).values = null;
    },
    record(step) {
      if (recorded) throw new Error("A step is being recorded already.");
      submit(backend);
      recorded = [];
      try {
        return recordStep(backend, recorded, stands, step);
      } finally {
        recorded = undefined;
      }
    },
  };
}

function submit(backend: PrivateBackend): void {
  if (!backend.commandEncoder) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}
