import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { createTrainStep } from "@/engine/worker/train-step";
import { chain } from "@/engine/worker/test-networks";
import { initialOptimizer } from "@/network/optimizers";

const settings = { loss: "sparseCategoricalCrossentropy", optimizer: initialOptimizer("adam"), gradientClip: { kind: "none", limit: 1 } } as const;
const network = chain([4], ["Dense", { units: 16, activation: "tanh" }], ["Dropout", { rate: 0.1 }], ["Dense", { units: 3, activation: "softmax" }]);

/** Three clouds of points, one per class. */
function clouds(): { x: tf.Tensor; y: tf.Tensor } {
  const values = Float32Array.from({ length: 30 * 4 }, (_, i) => Math.sin(i * 12.9898) * 0.5 + (Math.floor(i / 4) % 3 === i % 4 ? 1.5 : 0));
  return {
    x: tf.tensor(values, [30, 4]),
    y: tf.tensor1d(
      Array.from({ length: 30 }, (_, i) => i % 3),
      "int32",
    ),
  };
}

describe.each(["wasm", "cpu"] as const)("a training step on %s", (backend) => {
  beforeAll(() => openBackend(backend));

  test("lowers the loss and counts right answers, and leaves no tensor behind", () => {
    const model = buildModel(network, 7);
    const trainStep = createTrainStep(model, settings);
    const { x, y } = clouds();
    const run = (step: number) => {
      const { loss, correct } = trainStep.step(x, y, { learningRate: 0.05, step, seed: 7 });
      const values = { loss: loss.dataSync()[0]!, correct: correct!.dataSync()[0]! };
      tf.dispose([loss, correct!]);
      return values;
    };
    const first = run(0);
    const before = tf.memory().numTensors;
    let last = first;
    for (let step = 1; step < 40; step++) last = run(step);
    expect(tf.memory().numTensors).toBe(before);
    expect(last.loss).toBeLessThan(first.loss / 4);
    expect(last.correct).toBe(30);
    tf.dispose([x, y]);
    model.dispose();
    trainStep.dispose();
  });

  test("goes on bit for bit from saved weights and optimizer state", async () => {
    const { x, y } = clouds();
    const start = buildModel(network, 7);
    const trainStep = createTrainStep(start, settings);
    const advance = (target: typeof trainStep, step: number) => {
      const { loss, correct } = target.step(x, y, { learningRate: 0.05, step, seed: 7 });
      tf.dispose([loss, correct!]);
    };
    for (let step = 0; step < 3; step++) advance(trainStep, step);
    const resumed = buildModel(network, 99);
    resumed.load(await start.records());
    const resumedStep = createTrainStep(resumed, settings);
    resumedStep.loadOptimizer(await trainStep.optimizerRecords());
    for (let step = 3; step < 6; step++) {
      advance(trainStep, step);
      advance(resumedStep, step);
    }
    expect(await resumed.records()).toEqual(await start.records());
    tf.dispose([x, y]);
    for (const thing of [start, resumed, trainStep, resumedStep]) thing.dispose();
  });
});
