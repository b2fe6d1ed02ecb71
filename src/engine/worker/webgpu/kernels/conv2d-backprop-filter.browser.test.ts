import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { apart, convolutionParity, resultsOf } from "@/engine/worker/kernels/parity-cases";

/** Hundreds of products, added up in another order. */
const tolerance = 2e-5;

const faults: string[] = [];
beforeAll(async () => {
  await openBackend("wasm");
  (await openBackend("webgpu")).onLost((reason) => faults.push(reason));
});

test.each(convolutionParity.map((parityCase) => [parityCase.title, parityCase] as const))("on WebGPU, %s are those of WebAssembly", async (_, parityCase) => {
  await tf.setBackend("wasm");
  const expected = await resultsOf(parityCase);
  await tf.setBackend("webgpu");
  expect(apart(await resultsOf(parityCase), expected)).toBeLessThan(tolerance);
});

test("the device refused nothing on the way", () => {
  expect(faults).toEqual([]);
});
