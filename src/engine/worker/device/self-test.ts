/** A small network whose numbers are known: a backend that gets them wrong is not trusted with anybody's training. */
import * as tf from "@tensorflow/tfjs-core";
import { buildModel } from "@/engine/worker/model";
import { readPacked } from "@/engine/worker/read";
import { createTrainStep } from "@/engine/worker/train-step";
import { initialConfig } from "@/network/layers";
import type { NetworkDocument } from "@/network/document";
import { initialOptimizer } from "@/network/optimizers";

/** Loss of two steps of SGD and the sum of squares of every weight after them, from the cpu backend in 64-bit sums. */
export const knownNumbers = [1.66857028, 1.06817639, 2.29461288, 0.00580692803, 5.60317898, 0.0192408171] as const;
/** Graphics cards round a little differently; a wrong kernel is off by far more. */
const tolerance = 1e-3;

const network: NetworkDocument = {
  nodes: [
    { id: "input", className: "Input", name: "input", config: { ...initialConfig("Input"), shape: [6, 6, 2] } },
    { id: "conv", className: "Conv2D", name: "conv", config: { ...initialConfig("Conv2D"), filters: 4, kernelSize: [3, 3], activation: "tanh" } },
    { id: "pool", className: "MaxPooling2D", name: "pool", config: initialConfig("MaxPooling2D") },
    { id: "flat", className: "Flatten", name: "flat", config: initialConfig("Flatten") },
    { id: "dense", className: "Dense", name: "dense", config: { ...initialConfig("Dense"), units: 3, activation: "softmax" } },
  ],
  edges: ["input", "conv", "pool", "flat", "dense"].flatMap((target, i, all) => {
    const source = all[i - 1];
    return source === undefined ? [] : [{ id: `${source}-${target}`, source, target, targetPort: 0 }];
  }),
};
const examples = 5;

/** The numbers that should be `knownNumbers`, on the backend in use. */
export async function selfTestNumbers(): Promise<Float32Array> {
  const model = buildModel(network, 7);
  const trainStep = createTrainStep(model, {
    loss: "sparseCategoricalCrossentropy",
    optimizer: { ...initialOptimizer("sgd"), config: { ...initialOptimizer("sgd").config, learningRate: 0.5 } },
    gradientClip: { kind: "none", limit: 1 },
  });
  try {
    const values = Float32Array.from({ length: examples * 72 }, (_, i) => Math.sin(i * 1.7) + Math.cos(i * 0.31));
    const inputs = tf.tensor4d(values, [examples, 6, 6, 2]);
    const targets = tf.tensor1d([0, 1, 2, 1, 0], "int32");
    const losses = [0, 1].map((step) => {
      const { loss, correct } = trainStep.step(inputs, targets, { learningRate: 0.5, step, seed: 7 });
      correct?.dispose();
      return loss;
    });
    tf.dispose([inputs, targets]);
    return await readPacked([...losses, ...model.weights.map(({ value }) => tf.tidy(() => tf.sum(tf.square(value))))]);
  } finally {
    trainStep.dispose();
    model.dispose();
  }
}

/** Whether the backend in use computes what it should. */
export async function passesSelfTest(): Promise<boolean> {
  const numbers = await selfTestNumbers();
  return (
    numbers.length === knownNumbers.length &&
    knownNumbers.every((known, i) => Math.abs((numbers[i] ?? NaN) - known) <= tolerance * Math.max(Math.abs(known), 1))
  );
}
