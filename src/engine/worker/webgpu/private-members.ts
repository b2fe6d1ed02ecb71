/** The private members of tfjs's WebGPU backend that are used here. Nothing outside this folder knows of them. */
import * as tf from "@tensorflow/tfjs-core";

/** Any other version is refused in words instead of failing somewhere in a step. */
export const supportedVersion = "4.22.0";

export interface TensorData {
  values: tf.BackendValues | null;
  readonly dtype: tf.DataType;
  resource?: GPUBuffer | null;
}
export interface PrivateBackend {
  readonly device: GPUDevice;
  readonly bufferManager: {
    acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
    releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
  };
  readonly tensorMap: { get(dataId: tf.DataId): TensorData; delete(dataId: tf.DataId): boolean };
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  tensorDataPendingDisposal: tf.DataId[];
  uniformPendingDisposal: GPUBuffer[];
  stagingPendingDisposal: GPUBuffer[];
  write(values: tf.BackendValues | null, shape: number[], dtype: tf.DataType): tf.DataId;
  readSync(dataId: object): tf.BackendValues;
  uploadToGPU(dataId: tf.DataId): void;
  makeTensorInfo(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  releaseResource(dataId: tf.DataId): void;
  convertAndCacheOnCPU(dataId: tf.DataId, data: tf.BackendValues): tf.BackendValues;
}

/** What of the members used here is missing or of another kind; empty for the version this was written for. */
export function missingMembers(backend: object): string[] {
  const own = backend as Record<string, unknown>;
  const functions = [
    "write",
    "readSync",
    "uploadToGPU",
    "makeTensorInfo",
    "ensureCommandEncoderReady",
    "endComputePassEncoder",
    "submitQueue",
    "releaseResource",
  ];
  const lists = ["tensorDataPendingDisposal", "uniformPendingDisposal", "stagingPendingDisposal"];
  const objects = ["device", "bufferManager", "tensorMap", "commandQueueOwnedIds"];
  return [
    ...[...functions, "convertAndCacheOnCPU"].filter((name) => typeof own[name] !== "function"),
    ...lists.filter((name) => !Array.isArray(own[name])),
    ...objects.filter((name) => typeof own[name] !== "object"),
    ...["commandEncoder", "computePassEncoder", "dispatchCountInPass"].filter((name) => !(name in own)),
  ];
}

/** Throws when tfjs is not the one this was written for. */
export function assertKnown(backend: object): asserts backend is PrivateBackend {
  const missing = missingMembers(backend);
  if (tf.version_core !== supportedVersion || missing.length > 0)
    throw new Error(`Layerlab's WebGPU kernels are written for TensorFlow.js ${supportedVersion}; this is ${tf.version_core}, without ${missing.join(", ")}.`);
}
