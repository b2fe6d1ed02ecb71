/** A contender that is ready to train, and the loop of those that have none of their own. */
import type { Execution } from "@/engine/protocol";

export interface Trained {
  /** Updates that the device has done. */
  readonly steps: number;
  readonly durationMs: number;
  /** Of the last batch or epoch that was read back. */
  readonly loss: number;
  /** How steps reach the device, where the engine says so. */
  readonly execution?: Execution["kind"];
}

export interface Trainer {
  /** Goes on training for about so long, a step at the least. */
  train(durationMs: number): Promise<Trained>;
  /** How many kernels of TensorFlow.js have been run so far, by contenders that use it. */
  readonly kernels?: () => number;
}

const readEveryMs = 100;

/** Steps without pause; the loss is read ten times a second, as the page does, which is the best case of all that queue work. */
export function createLoop(step: () => void, readLoss: () => Promise<number>): Trainer {
  return {
    async train(durationMs) {
      const started = performance.now();
      let lastRead = started;
      let steps = 0;
      do {
        step();
        steps++;
        if (performance.now() - lastRead < readEveryMs) continue;
        await readLoss();
        lastRead = performance.now();
      } while (performance.now() - started < durationMs);
      const loss = await readLoss();
      return { steps, durationMs: performance.now() - started, loss };
    },
  };
}
