import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { buildModel } from "@/engine/worker/model";
import { chain } from "@/engine/worker/test-networks";
import { createTrainStep } from "@/engine/worker/train-step";
import { copyOf } from "@/engine/worker/variable";
import { initialOptimizer } from "@/network/optimizers";

test("on wasm an optimizer writes weights where they are, and a copy taken before keeps its values", async () => {
  await openBackend("wasm");
  const model = buildModel(chain([3], ["Dense", { units: 2 }]), 1);
  const trainStep = createTrainStep(model, { loss: "meanSquaredError", optimizer: initialOptimizer("adam"), gradientClip: { kind: "none", limit: 1 } });
  const kernel = model.weights[0]!;
  const [tensor, before] = [kernel.value, kernel.value.dataSync().slice()];
  const copy = copyOf(tensor);
  const [x, y] = [tf.ones([4, 3]), tf.ones([4, 2])];
  const { loss } = trainStep.step(x, y, { learningRate: 0.1, step: 0, seed: 1 });
  expect(kernel.value).toBe(tensor);
  expect(kernel.value.dataSync()).not.toEqual(before);
  expect(copy.dataSync()).toEqual(before);
  tf.dispose([copy, x, y, loss]);
  trainStep.dispose();
  model.dispose();
});
