import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { createOptimizer } from "@/engine/worker/optimizers";
import { createTestWeight } from "@/engine/worker/testing/weight";
import { initialOptimizer } from "@/network/optimizers";

describe("centred RMSprop on gradients that hardly change", () => {
  const config = { ...initialOptimizer("rmsprop").config, centered: true };
  const sizes = [1, 3, 10, 123, 1000];
  const gradientsAt = (t: number) => Float32Array.from(sizes, (size) => size * (1 + 1e-5 * Math.sin(1.7 * t)));

  describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
    beforeAll(() => openBackend(backend));
    test("keeps its weights finite", async () => {
      const weight = createTestWeight(tf.zeros([sizes.length]));
      const optimizer = createOptimizer({ name: "rmsprop", config }, [weight]);
      for (let t = 1; t <= 400; t++) {
        const gradient = tf.tensor1d(gradientsAt(t));
        optimizer.apply([{ weight, gradient }], { learningRate: 0.001, t, gradientScale: 1 });
        gradient.dispose();
      }
      expect([...(await weight.value.data())].every(Number.isFinite)).toBe(true);
      optimizer.dispose();
      weight.value.dispose();
    });
  });
});
