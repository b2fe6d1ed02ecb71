/** Tensors of the wasm and cpu backends seen as typed arrays: no copies, the backend's own memory. */
import * as tf from "@tensorflow/tfjs-core";
import { createWasmHeap, type WasmBackend, type WasmHeap } from "@/engine/worker/wasm/heap";

export const hostBackends = ["wasm", "cpu"] as const;
export type HostBackend = (typeof hostBackends)[number];

export function isHostBackend(name: string): name is HostBackend {
  return name === "wasm" || name === "cpu";
}

interface HostWasmBackend extends WasmBackend {
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array | Int32Array | Uint8Array;
  incRef(dataId: tf.DataId): void;
  disposeData(dataId: tf.DataId): boolean;
}
interface CpuBackend {
  readonly data: { get(dataId: tf.DataId): { values: Float32Array | Int32Array | Uint8Array } };
  makeTensorInfo(shape: readonly number[], dtype: tf.DataType, values: Float32Array | Int32Array): tf.TensorInfo;
  incRef(dataId: tf.DataId): void;
  disposeData(dataId: tf.DataId): boolean;
}

export interface HostMemory {
  /** Where our compiled kernels run; only on wasm. */
  readonly heap?: WasmHeap;
  /** A fresh tensor, uninitialised on wasm. Growing the heap detaches views: make every output before taking any view. */
  output(shape: readonly number[], dtype?: "float32" | "int32"): tf.TensorInfo;
  floats(info: tf.TensorInfo): Float32Array;
  ints(info: tf.TensorInfo): Int32Array;
  /** Another handle on the same memory, which is freed with its last handle. */
  share(info: tf.TensorInfo): tf.TensorInfo;
  /** Frees a tensor that `output` or another kernel made. */
  free(info: tf.TensorInfo): void;
}

function wasmMemory(backend: HostWasmBackend): HostMemory {
  return {
    heap: createWasmHeap(backend),
    output: (shape, dtype = "float32") => backend.makeOutput(shape, dtype),
    floats: (info) => backend.typedArrayFromHeap({ ...info, dtype: "float32" }) as Float32Array,
    ints: (info) => backend.typedArrayFromHeap({ ...info, dtype: "int32" }) as Int32Array,
    share(info) {
      backend.incRef(info.dataId);
      return { dataId: info.dataId, shape: info.shape, dtype: info.dtype };
    },
    free: (info) => void backend.disposeData(info.dataId),
  };
}

function cpuMemory(backend: CpuBackend): HostMemory {
  return {
    output(shape, dtype = "float32") {
      const size = tf.util.sizeFromShape([...shape]);
      return backend.makeTensorInfo(shape, dtype, dtype === "float32" ? new Float32Array(size) : new Int32Array(size));
    },
    floats: (info) => backend.data.get(info.dataId).values as Float32Array,
    ints: (info) => backend.data.get(info.dataId).values as Int32Array,
    share(info) {
      backend.incRef(info.dataId);
      return { dataId: info.dataId, shape: info.shape, dtype: info.dtype };
    },
    free: (info) => void backend.disposeData(info.dataId),
  };
}

const memories = new WeakMap<object, HostMemory>();

/** The memory of a backend instance; the same object for the same backend. */
export function hostMemory(name: HostBackend, backend: object): HostMemory {
  let memory = memories.get(backend);
  if (!memory) {
    memory = name === "wasm" ? wasmMemory(backend as HostWasmBackend) : cpuMemory(backend as CpuBackend);
    memories.set(backend, memory);
  }
  return memory;
}

/** Host memory of the backend in use, or `undefined` when it is a GPU. */
export function currentHostMemory(): HostMemory | undefined {
  const name = tf.getBackend();
  return isHostBackend(name) ? hostMemory(name, tf.backend()) : undefined;
}
