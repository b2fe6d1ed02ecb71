import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { currentGpu } from "@/engine/worker/webgpu/backend";
import { createFiguresRing } from "@/engine/worker/webgpu/figures-ring";
import { createStepClock } from "@/engine/worker/webgpu/step-clock";

test("figures come back in the order of their steps, also when the ring begins anew in between", async () => {
  await openBackend("webgpu");
  const gpu = currentGpu()!;
  const clock = createStepClock(gpu, 4);
  const ring = createFiguresRing(gpu, 3, 5);
  const noteSteps = (from: number, count: number) => {
    clock.load(Array.from({ length: count }, (_, i) => ({ step: from + i, first: 0, slot: ring.slotOf(from + i), epochSeed: 0, rate: 0 })));
    for (let step = from; step < from + count; step++) {
      tf.tidy(() => {
        clock.tick();
        ring.note(clock.now, [tf.scalar(step), tf.tensor1d([step + 0.25, step + 0.5])]);
      });
    }
  };
  noteSteps(0, 3);
  expect([...(await ring.read(0, 3))]).toEqual([0, 0.25, 0.5, 1, 1.25, 1.5, 2, 2.25, 2.5]);
  noteSteps(3, 4);
  expect([...(await ring.read(3, 4))]).toEqual([3, 4, 5, 6].flatMap((step) => [step, step + 0.25, step + 0.5]));
  ring.dispose();
  clock.dispose();
});
