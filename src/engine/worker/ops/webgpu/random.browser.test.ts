import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { fillNormal } from "@/engine/worker/normal";
import { dropout } from "@/engine/worker/ops/dropout";
import { gaussianNoise } from "@/engine/worker/ops/gaussian-noise";
import { fillKeepMask, stepKey } from "@/engine/worker/random";

const count = 20_000;
const layerSeed = 0x9e3779b1;

beforeAll(async () => void (await openBackend("webgpu")));

test.each([
  [0.5, 3],
  [0.1, 4_000_000_000],
  [1 / 3, 7],
])("with rate %f, step %i keeps and drops the very values that it would on the host", async (rate, step) => {
  const ones = tf.ones([count]);
  const counter = tf.tensor1d([step | 0], "int32");
  const [kept] = dropout.run({ x: ones, step: counter }, { rate, layerSeed });
  expect([...(await kept.data<"float32">())]).toEqual([...fillKeepMask(new Float32Array(count), stepKey(layerSeed, step), rate)]);
  tf.dispose([ones, counter, kept]);
});

test("normal noise is that of the host, up to single precision", async () => {
  const zeros = tf.zeros([count]);
  const counter = tf.tensor1d([12], "int32");
  const [noise] = gaussianNoise.run({ x: zeros, step: counter }, { stddev: 1, layerSeed });
  const came = await noise.data<"float32">();
  const expected = fillNormal(new Float32Array(count), stepKey(layerSeed, 12));
  // Where rounding decides whether a value at the very edge is drawn again, the two go apart: one in a million.
  const apart = expected.filter((value, i) => !(Math.abs(value - came[i]!) < 1e-5)).length;
  expect(apart).toBeLessThanOrEqual(2);
  // Beyond the reach of the table: the tail is drawn on the device too.
  expect(came.some((value) => Math.abs(value) > 3.7)).toBe(true);
  tf.dispose([zeros, counter, noise]);
});
