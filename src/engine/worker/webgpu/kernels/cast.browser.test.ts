import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";

beforeAll(async () => void (await openBackend("webgpu")));

test("what is true or a whole number becomes that very number as a float, to compute with on the device", async () => {
  const x = tf.tensor1d([-2, 0, 3, 5]);
  const truth = tf.cast(tf.greater(x, 0), "float32");
  const whole = tf.cast(tf.cast(x, "int32"), "float32");
  // Bits handed on as they are would be the smallest floats there are: next to nothing, once computed with.
  expect([...(await tf.mul(truth, 8).data())]).toEqual([0, 0, 8, 8]);
  expect([...(await tf.mul(whole, 0.5).data())]).toEqual([-1, 0, 1.5, 2.5]);
  expect((await tf.sum(truth).data())[0]).toBe(2);
});
