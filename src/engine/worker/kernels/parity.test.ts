import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { apart, parityCases, resultsOf } from "@/engine/worker/kernels/parity-cases";

/** Sums of up to a few hundred products in another order, in single precision. */
const tolerance = 2e-5;

describe("kernels on wasm agree with plain JavaScript and with themselves", () => {
  beforeAll(async () => {
    await openBackend("cpu");
    await openBackend("wasm");
  });

  test.each(parityCases.map((parityCase) => [parityCase.title, parityCase] as const))("%s", async (_, parityCase) => {
    await tf.setBackend("cpu");
    const expected = await resultsOf(parityCase);
    await tf.setBackend("wasm");
    const first = await resultsOf(parityCase);
    expect(apart(first, expected)).toBeLessThan(tolerance);
    expect(await resultsOf(parityCase)).toEqual(first);
  });
});
