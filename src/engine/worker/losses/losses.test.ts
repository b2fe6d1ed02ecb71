import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { lossFunctions } from "@/engine/worker/losses";
import { countCorrect } from "@/engine/worker/losses/count-correct";

const valueOf = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
const crossentropy = (logits: tf.Tensor, labels: number[]) =>
  valueOf(lossFunctions.sparseCategoricalCrossentropy({ output: tf.softmax(logits), logits, activation: "softmax", targets: tf.tensor1d(labels, "int32") }));

describe.each(["wasm", "cpu"] as const)("losses on %s", (backend) => {
  beforeAll(() => openBackend(backend));

  test("cross-entropy is exact where probabilities would round to 0", () => {
    expect(crossentropy(tf.tensor2d([[0, 500]]), [0])).toBe(500);
    expect(crossentropy(tf.tensor2d([[3, 3, 3, 3]]), [2])).toBeCloseTo(Math.log(4), 6);
  });

  test("a class that the network has no output for is no small mistake", () => {
    const logits = tf.zeros([2, 3]);
    expect(crossentropy(logits, [0, 3])).toBeNaN();
    expect(crossentropy(logits, [-1, 0])).toBeNaN();
  });

  test("of sequences, steps whose target is padding count for nothing: neither in the loss, nor in its gradient, nor in the accuracy", () => {
    const logits = tf.tensor3d([2, 1, 0, 5, 0, 0, 0, 0, 3, 1, 1, 1], [2, 2, 3]);
    const targets = tf.tensor2d([1, 0, 2, 0], [2, 2], "int32");
    const call = (x: tf.Tensor) => ({ output: tf.softmax(x), logits: x, activation: "softmax" as const, targets });
    const alone = crossentropy(tf.tensor2d([2, 1, 0, 0, 0, 3], [2, 3]), [1, 2]);
    expect(valueOf(lossFunctions.sparseCategoricalCrossentropy(call(logits)))).toBeCloseTo(alone, 6);
    const gradient = tf.grad((x) => lossFunctions.sparseCategoricalCrossentropy(call(x)) as tf.Scalar)(logits);
    expect([...tf.sum(tf.abs(gradient), -1).dataSync()].map((value) => value > 0)).toEqual([true, false, true, false]);
    // One of two is right, as a share of the two examples.
    expect(valueOf(countCorrect("classIndex", { output: tf.softmax(logits), logits }, targets))).toBe(1);
  });

  test("two hundred thousand examples lose no digits in the mean", () => {
    const labels = tf.zeros([200_000], "int32") as tf.Tensor1D;
    expect(crossentropy(tf.zeros([200_000, 2]), [...labels.dataSync()])).toBeCloseTo(Math.LN2, 6);
  });

  test("right answers are counted by class, by side of ½, and by the share of right pixels", () => {
    const classes = tf.tensor2d([
      [0.1, 0.9],
      [0.8, 0.2],
      [0.3, 0.7],
    ]);
    expect(valueOf(countCorrect("classIndex", { output: classes }, tf.tensor1d([1, 1, 1], "int32")))).toBe(2);
    expect(valueOf(countCorrect("binary", { output: tf.tensor2d([[0.9], [0.2], [0.5]]) }, tf.tensor1d([1, 1, 0], "int32")))).toBe(2);
    expect(valueOf(countCorrect("binary", { output: tf.tensor2d([[0.9, 0.1, 0.4, 0.6]]) }, tf.tensor2d([[1, 0, 1, 1]])))).toBe(0.75);
  });
});
