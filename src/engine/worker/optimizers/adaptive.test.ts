import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { rmsprop } from "@/engine/worker/optimizers/adaptive";
import { initialOptimizer } from "@/network/optimizers";

describe("centred RMSprop on gradients that hardly change", () => {
  const config = { ...initialOptimizer("rmsprop").config, centered: true };
  const sizes = [1, 3, 10, 123, 1000];
  const gradientsAt = (t: number) => Float32Array.from(sizes, (size) => size * (1 + 1e-5 * Math.sin(1.7 * t)));

  test("keeps its weights finite in host memory", () => {
    const slots = { velocity: new Float32Array(sizes.length), averageGradient: new Float32Array(sizes.length) };
    let weights: Float32Array<ArrayBuffer> = new Float32Array(sizes.length);
    for (let t = 1; t <= 400; t++) {
      const next = new Float32Array(sizes.length);
      rmsprop.onHost(config, { learningRate: 0.001, t, gradientScale: 1 }, weights, gradientsAt(t), next, slots);
      weights = next;
    }
    expect([...weights].every(Number.isFinite)).toBe(true);
  });

  describe("with tensors", () => {
    beforeAll(() => openBackend("cpu"));
    test("keeps its weights finite", () => {
      tf.tidy(() => {
        let weights: tf.Tensor = tf.zeros([sizes.length]);
        let slots: Readonly<Record<string, tf.Tensor>> = { velocity: tf.zerosLike(weights), averageGradient: tf.zerosLike(weights) };
        for (let t = 1; t <= 400; t++)
          ({ weights, slots } = rmsprop.onDevice(config, { learningRate: 0.001, t, gradientScale: 1 }, weights, tf.tensor1d(gradientsAt(t)), slots));
        expect([...weights.dataSync()].every(Number.isFinite)).toBe(true);
      });
    });
  });
});
