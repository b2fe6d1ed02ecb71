import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { ops } from "@/engine/worker/ops";
import { distanceToReference } from "@/engine/worker/ops/testing/compare";
import { opCases } from "@/engine/worker/ops/testing/op-cases";

test("every operation has cases", () => {
  const cased = new Set(opCases.map(({ name }) => name));
  expect(ops.map(({ name }) => name).filter((name) => !cased.has(name))).toEqual([]);
});

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => openBackend(backend));

  test.each(opCases.map((opCase) => [opCase.title, opCase] as const))("%s answers as its reference", async (_, opCase) => {
    const before = tf.memory().numTensors;
    // Sums of hundreds of products in single precision, added up in another order.
    expect(await distanceToReference(opCase)).toBeLessThan(1e-5);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a label without a logit makes the loss NaN instead of reading a neighbour's", async () => {
    const opCase = opCases.find(({ name }) => name === "softmaxCrossentropy")!;
    const loss = async (labels: number[]) => {
      const op = ops.find(({ name }) => name === opCase.name)!;
      const [value] = op.run(
        {
          logits: tf.tensor2d([
            [1, 2],
            [3, 4],
          ]),
          labels: tf.tensor1d(labels, "int32"),
        },
        {},
      ) as readonly tf.Tensor[];
      return (await value!.data())[0];
    };
    expect(await loss([0, 1])).toBeGreaterThan(0);
    for (const bad of [
      [0, 2],
      [-1, 1],
      [5, 9],
    ])
      expect(await loss(bad)).toBeNaN();
  });
});
