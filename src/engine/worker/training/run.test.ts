import * as tf from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import "@tensorflow/tfjs-backend-cpu";
import type { Evaluation } from "@/engine/protocol";
import { createGate } from "@/engine/worker/gate";
import { createRun } from "@/engine/worker/training/run";
import type { Trainee } from "@/engine/worker/training/trainee";
import { initialTrainingSettings } from "@/network/training-settings";

const evaluation: Evaluation = { split: "validation", isSample: true, indices: new Int32Array(0), loss: 1 };

const nothingLearned = {
  weights: () => Promise.resolve([]),
  optimizer: () => Promise.resolve([]),
  loadWeights: () => undefined,
  loadOptimizer: () => undefined,
};

/** When live evaluations begin in 100 seconds of training, each step of 100 ms, where one takes so long. */
async function samplesTaking(ms: number): Promise<number[]> {
  await tf.setBackend("cpu");
  let time = 0;
  const samples: number[] = [];
  const trainee: Trainee = {
    ...nothingLearned,
    step() {
      time += 100;
      return { loss: tf.scalar(1) };
    },
    async evaluate(kind) {
      if (kind === "sample") {
        samples.push(time);
        time += ms;
      }
      return evaluation;
    },
  };
  const run = createRun({
    runId: "a",
    settings: { ...initialTrainingSettings(), batchSize: 1, epochs: 1 },
    positions: Uint32Array.from({ length: 1000 }, (_, i) => i),
    trainee,
    paused: false,
    gate: createGate(),
    emit: () => undefined,
    clock: () => time,
    canLoseDevice: false,
    isDeviceLost: () => false,
  });
  expect(await run.ended).toEqual({ reason: "completed" });
  return samples;
}

test("live evaluations come every two seconds, and never take more than a twentieth of the time", async () => {
  const gaps = (samples: readonly number[]) => samples.slice(1).map((at, i) => at - (samples[i] ?? 0));
  const quick = gaps(await samplesTaking(50));
  expect(Math.max(...quick)).toBeLessThan(2500);
  const slow = gaps(await samplesTaking(1000));
  expect(slow.length).toBeGreaterThan(2);
  expect(Math.min(...slow)).toBeGreaterThanOrEqual(20_000);
});

test("a device that failed seconds before its loss is known has not ended the run: whoever watches it sees to that", async () => {
  await tf.setBackend("cpu");
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  try {
    const told: string[] = [];
    let isLost = false;
    const run = createRun({
      runId: "a",
      settings: { ...initialTrainingSettings(), epochs: 1 },
      positions: new Uint32Array(10),
      trainee: {
        ...nothingLearned,
        step() {
          setTimeout(() => (isLost = true), 3000);
          throw new Error("mapAsync failed");
        },
        evaluate: () => Promise.resolve(evaluation),
      },
      paused: false,
      gate: createGate(),
      emit: (kind) => void told.push(kind),
      clock: () => 0,
      canLoseDevice: true,
      isDeviceLost: () => isLost,
    });
    await vi.advanceTimersByTimeAsync(4000);
    expect((await run.ended).reason).toBe("failed");
    expect(told).not.toContain("training.ended");
  } finally {
    vi.useRealTimers();
  }
});
