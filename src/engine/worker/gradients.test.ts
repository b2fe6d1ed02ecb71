import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { gradientCases } from "@/engine/worker/gradient-check/cases";
import { differences, distance, evaluate } from "@/engine/worker/gradient-check/check";

/**
 * Outputs carry 24 bits, so a difference over 2·2⁻⁸ is good to about 1e-5 of the output per value; curvature adds
 * (2⁻⁸)²/6 of the third derivative. A thousandth leaves room for sums of a hundred values and catches any wrong factor.
 */
const tolerance = 1e-3;

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => openBackend(backend));

  test.each(gradientCases.map((gradientCase) => [gradientCase.title, gradientCase] as const))(
    "the gradient of %s agrees with finite differences",
    async (_, gradientCase) => {
      const { gradients } = await evaluate(gradientCase);
      const expected = await differences(gradientCase);
      const apart = Object.fromEntries(Object.keys(expected).map((name) => [name, distance(expected[name]!, gradients[name]!)]));
      for (const [name, value] of Object.entries(apart)) expect(value, `by ${name}`).toBeLessThan(tolerance);
    },
  );
});
