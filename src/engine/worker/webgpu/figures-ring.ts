/** Figures of the steps not read yet, kept on the device: written by each step itself, fetched many at a time. */
import * as tf from "@tensorflow/tfjs-core";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchEach, read, write } from "@/engine/worker/webgpu/dispatch";
import { bindNow, nowIs } from "@/engine/worker/webgpu/step-row";

export interface FiguresRing {
  /** Steps that it holds. */
  readonly capacity: number;
  readonly slotOf: (step: number) => number;
  /** Last command of each step: puts `values`, one after the other, where the current row says. */
  note(now: tf.Tensor, values: readonly tf.Tensor[]): void;
  /** Figures of `count` steps from `firstStep` on, [count, width]. */
  read(firstStep: number, count: number): Promise<Float32Array>;
  dispose(): void;
}

/** WebGPU promises eight storage buffers per dispatch. */
const mostTensors = 6;

export function createFiguresRing(gpu: Gpu, width: number, capacity = 8192): FiguresRing {
  const ring = tf.keep(tf.zeros([capacity * width]));
  gpu.markMutable(ring);
  const bytesPerStep = 4 * width;
  return {
    capacity,
    slotOf: (step) => step % capacity,
    note(now, values) {
      let offset = 0;
      for (let from = 0; from < values.length; from += mostTensors) {
        const part = values.slice(from, from + mostTensors);
        const names = part.map((_, i) => `values${i}`);
        const lines = part.map(({ size }, i) => {
          const line = `if (i < ${size}u) { ring[start + ${offset}u + i] = ${names[i]}[i]; }`;
          offset += size;
          return line;
        });
        dispatchEach(gpu, {
          label: "note",
          count: Math.max(...part.map(({ size }) => size)),
          bindings: { now: bindNow(now), ring: write(ring), ...Object.fromEntries(part.map((tensor, i) => [names[i]!, read(tensor)])) },
          body: `let start = ${nowIs.slot} * ${width}u;\n${lines.join("\n")}`,
        });
      }
    },
    async read(firstStep, count) {
      gpu.flush();
      const { device } = gpu;
      const staging = device.createBuffer({ size: count * bytesPerStep, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
      const encoder = device.createCommandEncoder();
      const first = firstStep % capacity;
      const before = Math.min(count, capacity - first);
      encoder.copyBufferToBuffer(gpu.bufferOf(ring), first * bytesPerStep, staging, 0, before * bytesPerStep);
      if (before < count) encoder.copyBufferToBuffer(gpu.bufferOf(ring), 0, staging, before * bytesPerStep, (count - before) * bytesPerStep);
      device.queue.submit([encoder.finish()]);
      try {
        await staging.mapAsync(GPUMapMode.READ);
        return new Float32Array(staging.getMappedRange().slice(0));
      } finally {
        staging.destroy();
      }
    },
    dispose: () => ring.dispose(),
  };
}
