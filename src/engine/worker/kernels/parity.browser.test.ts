/** Browsers run the build with relaxed SIMD, which Node does not know yet. */
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { apart, parityCases, resultsOf } from "@/engine/worker/kernels/parity-cases";

/** As in Node. */
const tolerance = 2e-5;

describe("kernels on wasm agree with plain JavaScript in a browser", () => {
  beforeAll(async () => {
    await openBackend("cpu");
    await openBackend("wasm");
  });

  test.each(parityCases.map((parityCase) => [parityCase.title, parityCase] as const))("%s", async (_, parityCase) => {
    await tf.setBackend("cpu");
    const expected = await resultsOf(parityCase);
    await tf.setBackend("wasm");
    expect(apart(await resultsOf(parityCase), expected)).toBeLessThan(tolerance);
  });
});
