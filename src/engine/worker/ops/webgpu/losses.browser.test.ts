import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { softmaxCrossentropy } from "@/engine/worker/ops/softmax-crossentropy";

beforeAll(async () => void (await openBackend("webgpu")));

test.each([3, -1])("class %i, for which the network has no output, is no small mistake", async (label) => {
  const logits = tf.zeros([2, 3]);
  const labels = tf.tensor1d([0, label], "int32");
  const [loss, gradient] = softmaxCrossentropy.run({ logits, labels }, { skipsPadding: false });
  expect((await loss.data())[0]).toBeNaN();
  tf.dispose([logits, labels, loss, gradient]);
});

test("cross-entropy is exact where probabilities would round to 0", async () => {
  const logits = tf.tensor2d([[0, 500]]);
  const labels = tf.tensor1d([0], "int32");
  const [loss, gradient] = softmaxCrossentropy.run({ logits, labels }, { skipsPadding: false });
  expect((await loss.data())[0]).toBe(500);
  tf.dispose([logits, labels, loss, gradient]);
});
