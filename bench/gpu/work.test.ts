import { expect, test } from "vitest";
import { workOf } from "./work";

const workload = { batch: 32, units: 128, backend: "webgpu" };

test("an MLP computes every product three times, but the gradient by its pixels", () => {
  const { flops } = workOf({ ...workload, model: "mlp" });
  expect(flops).toBe(2 * 32 * (2 * 784 * 128 + 3 * 128 * 10));
});

test("twice the batch is twice the products, but the weights move once", () => {
  const one = workOf({ ...workload, model: "cnn" });
  const two = workOf({ ...workload, model: "cnn", batch: 64 });
  expect(two.flops).toBe(2 * one.flops);
  expect(two.bytes).toBeGreaterThan(one.bytes);
  expect(two.bytes).toBeLessThan(2 * one.bytes);
});
