/** A table of examples in the device's memory, four bytes to a word, and how a kernel reads a value of it. */
import * as tf from "@tensorflow/tfjs-core";
import type { Rows } from "@/engine/worker/data/device-rows";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write, type Bound } from "@/engine/worker/webgpu/dispatch";
import { float } from "@/engine/worker/webgpu/wgsl";

export interface DeviceTable {
  readonly bound: Bound;
  /** Values per row. */
  readonly width: number;
  /** WGSL for value `at` of all rows together, where the table is bound as `name`. */
  readonly value: (name: string, at: string) => string;
}
export interface DeviceRows extends Rows {
  readonly table: DeviceTable;
}

/** `isUnitRange`: bytes mean value / 255. */
export function uploadToGpu(gpu: Gpu, values: Uint8Array | Float32Array, width: number, isUnitRange: boolean): DeviceRows {
  const isPacked = values instanceof Uint8Array;
  const tensor = isPacked ? tf.tensor1d(packed(values), "int32") : tf.tensor1d(values);
  // Uploads it, and lets go of the copy in host memory.
  gpu.markMutable(tensor);
  const table: DeviceTable = {
    bound: isPacked ? read(tensor, "u32") : read(tensor),
    width,
    value(name, at) {
      if (!isPacked) return `${name}[${at}]`;
      const byte = `f32((${name}[(${at}) >> 2u] >> (((${at}) & 3u) * 8u)) & 255u)`;
      return isUnitRange ? `${byte} * ${float(1 / 255)}` : byte;
    },
  };
  return {
    table,
    gather(positions) {
      const rows = tf.tensor1d(Int32Array.from(positions), "int32");
      const info = gpu.output([positions.length, width]);
      dispatchEach(gpu, {
        label: "gather",
        count: positions.length * width,
        bindings: { table: table.bound, rows: read(rows, "u32"), gathered: write(info) },
        body: `let at = rows[i / ${width}u] * ${width}u + i % ${width}u;\n gathered[i] = ${table.value("table", "at")};`,
      });
      rows.dispose();
      return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor2D;
    },
    dispose: () => tensor.dispose(),
  };
}

function packed(values: Uint8Array): Int32Array {
  const words = new Int32Array(Math.ceil(values.length / 4));
  new Uint8Array(words.buffer).set(values);
  return words;
}
