/** What is measured: networks on MNIST-sized images. Speed does not depend on what the pixels show, so they are drawn by seed. */
import { createRng } from "@/base/rng";
import { sequence } from "@/examples/build-network";
import type { NetworkDocument } from "@/network/document";

export const imageSide = 28;
export const classCount = 10;
export const exampleCount = 6000;
export const learningRate = 0.001;

export type ModelName = "mlp" | "cnn";

/** The networks of the templates `mnist-mlp` and `mnist-cnn`, without dropout, which `model.fit` draws differently. */
export const networks: Readonly<Record<ModelName, NetworkDocument>> = {
  mlp: sequence(
    [imageSide, imageSide, 1],
    [["Flatten"], ["Dense", { units: 128, activation: "relu" }], ["Dense", { units: classCount, activation: "softmax" }]],
  ),
  cnn: sequence(
    [imageSide, imageSide, 1],
    [
      ["Conv2D", { filters: 32, kernelSize: [3, 3], activation: "relu" }],
      ["MaxPooling2D", { poolSize: [2, 2] }],
      ["Conv2D", { filters: 64, kernelSize: [3, 3], activation: "relu" }],
      ["MaxPooling2D", { poolSize: [2, 2] }],
      ["Flatten"],
      ["Dense", { units: 128, activation: "relu" }],
      ["Dense", { units: classCount, activation: "softmax" }],
    ],
  ),
};

export interface Images {
  /** [N, 28, 28, 1] */
  readonly pixels: Uint8Array;
  /** [N] */
  readonly labels: Uint8Array;
}

export function drawImages(seed: number): Images {
  const rng = createRng(seed);
  const draw = (count: number, below: number) => Uint8Array.from({ length: count }, () => rng.int(below));
  return { pixels: draw(exampleCount * imageSide * imageSide, 256), labels: draw(exampleCount, classCount) };
}

/** Steps done and the time they took, warm-up left out. */
export interface Measurement {
  readonly steps: number;
  readonly durationMs: number;
}
