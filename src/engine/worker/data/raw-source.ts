/** Examples as the dataset holds them, gathered into tensors: bytes become 0 … 1, nothing else is changed. */
import { hasClassNumbers } from "@/data/tasks";
import * as tf from "@tensorflow/tfjs-core";
import type { DatasetDefinition, LoadedDataset } from "@/data/define-dataset";
import { currentHostMemory, isHostBackend, type HostMemory } from "@/engine/worker/kernels/host-memory";
import type { WasmHeap } from "@/engine/worker/wasm/heap";
import { uploadRows, uploadedBytes, type Rows } from "@/engine/worker/data/device-rows";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { uploadToGpu, type DeviceTable } from "@/engine/worker/webgpu/device-rows";

export interface RawSource {
  /** [n, …inputShape] of the given positions in the loaded dataset. */
  inputs(positions: Uint32Array): tf.Tensor;
  /** Class numbers [n] or values [n, …targetShape], float32; undefined when the input is the target. */
  targets(positions: Uint32Array): tf.Tensor | undefined;
  /** On WebGPU, where the whole set lies in the device's memory: how kernels find it there. */
  readonly tables?: { readonly inputs: DeviceTable; readonly targets?: DeviceTable };
  dispose(): void;
}

/** Beyond this, sets stay in host memory and batches are uploaded: WebGPU promises no larger buffer (128 MiB). */
const largestUpload = 120 * 1024 * 1024;

/**
 * On a GPU the whole set is uploaded once and batches are gathered there. On wasm and cpu "the device" is this very memory:
 * a batch is copied from the packed arrays straight into a new tensor, and no second copy of the set is made.
 */
export function createRawSource(definition: DatasetDefinition, loaded: LoadedDataset): RawSource {
  const parts = { inputs: loaded.inputs, targets: loaded.targets };
  const valuesOf = (shape: readonly number[]) => shape.reduce((product, d) => product * d, 1);
  const gpu = currentGpu();
  const isClassification = hasClassNumbers(definition.task);
  const rowsOf = (values: Uint8Array | Float32Array, width: number, isUnitRange: boolean): Rows & { readonly table?: DeviceTable } => {
    if (gpu && values.byteLength <= gpu.device.limits.maxStorageBufferBindingSize) return uploadToGpu(gpu, values, width, isUnitRange);
    const stays = isHostBackend(tf.getBackend()) || uploadedBytes(values) > largestUpload;
    return stays ? hostRows(values, width, isUnitRange) : uploadRows(values, width, isUnitRange);
  };
  const inputs = rowsOf(parts.inputs, valuesOf(definition.inputShape), true);
  const targets = parts.targets && rowsOf(parts.targets, valuesOf(definition.targetShape), !isClassification);
  const isAllThere = inputs.table !== undefined && (!targets || targets.table !== undefined);
  return {
    ...(isAllThere ? { tables: { inputs: inputs.table, ...(targets?.table ? { targets: targets.table } : {}) } } : {}),
    inputs: (positions) => tf.tidy(() => tf.reshape(inputs.gather(positions), [positions.length, ...definition.inputShape])),
    targets: (positions) => targets && tf.tidy(() => tf.reshape(targets.gather(positions), [positions.length, ...definition.targetShape])),
    dispose() {
      inputs.dispose();
      targets?.dispose();
    },
  };
}

/** Rows in host memory. `isUnitRange`: bytes mean value / 255. */
export function hostRows(values: Uint8Array | Float32Array, width: number, isUnitRange: boolean): Rows {
  // In single precision, so that the products are those of a device.
  const scale = values instanceof Uint8Array && isUnitRange ? Math.fround(1 / 255) : 1;
  return {
    gather(positions) {
      const memory = currentHostMemory();
      if (memory?.heap && values instanceof Uint8Array) return gatherOnHeap(memory, memory.heap, values, width, scale, positions);
      const batch = new Float32Array(positions.length * width);
      positions.forEach((position, i) => {
        const from = position * width;
        const to = i * width;
        if (scale === 1) batch.set(values.subarray(from, from + width), to);
        else for (let j = 0; j < width; j++) batch[to + j] = (values[from + j] as number) * scale;
      });
      return tf.tensor2d(batch, [positions.length, width]);
    },
    dispose: () => {},
  };
}

/** Rows are copied as they are, and turned into floats where they are needed. */
function gatherOnHeap(memory: HostMemory, heap: WasmHeap, values: Uint8Array, width: number, scale: number, positions: Uint32Array): tf.Tensor2D {
  const batch = memory.output([positions.length, width]);
  const count = positions.length * width;
  const packed = heap.scratch(count);
  const bytes = heap.bytes(packed, count);
  positions.forEach((position, i) => bytes.set(values.subarray(position * width, (position + 1) * width), i * width));
  heap.kernels.bytesToFloats(packed, heap.address(batch), count, scale);
  return tf.engine().makeTensorFromTensorInfo(batch) as tf.Tensor2D;
}
