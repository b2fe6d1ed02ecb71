/** The device's own count of steps: a table of the next ones, written once for many, of which each step takes the next row. */
import * as tf from "@tensorflow/tfjs-core";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { dispatchGroups, write } from "@/engine/worker/webgpu/dispatch";
import { rowWords, writeRow, type StepRow } from "@/engine/worker/webgpu/step-row";

export interface StepClock {
  /** The current step's row, int32 [8]. */
  readonly now: tf.Tensor;
  /** Most rows that can be loaded at once. */
  readonly capacity: number;
  /** The rows of the steps queued next. What is queued already keeps its own. */
  load(rows: readonly StepRow[]): void;
  /** First command of each step. */
  tick(): void;
  dispose(): void;
}

export function createStepClock(gpu: Gpu, capacity = 256): StepClock {
  const table = tf.keep(tf.zeros([(capacity + 1) * rowWords], "int32"));
  const now = tf.keep(tf.zeros([rowWords], "int32"));
  gpu.markMutable(table);
  gpu.markMutable(now);
  const words = new Uint32Array((capacity + 1) * rowWords);
  return {
    now,
    capacity,
    load(rows) {
      // Writes overtake what tfjs has not submitted yet.
      gpu.flush();
      rows.forEach((row, i) => writeRow(words, (i + 1) * rowWords, row));
      gpu.device.queue.writeBuffer(gpu.bufferOf(table), 0, words, 0, (rows.length + 1) * rowWords);
    },
    tick() {
      dispatchGroups(gpu, {
        label: "tick",
        bindings: { rows: write(table, "u32"), now: write(now, "u32") },
        groups: [1, 1, 1],
        groupSize: rowWords,
        // The first word counts the rows that were taken; loading sets it back.
        body: `
          now[local] = rows[(rows[0] + 1u) * ${rowWords}u + local];
          storageBarrier();
          if (local == 0u) { rows[0] += 1u; }`,
      });
    },
    dispose: () => tf.dispose([table, now]),
  };
}
