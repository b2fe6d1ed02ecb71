import { beforeAll, describe, expect, test } from "vitest";
import { openBackend, type OpenedBackend } from "@/engine/worker/backends";
import { gradientCases } from "@/engine/worker/gradient-check/cases";
import { directionalChecks, distance, evaluate, type CaseResult } from "@/engine/worker/gradient-check/check";

/**
 * GPUs may reorder sums and round transcendental functions to a few units in the last place (WGSL, §15.7.4), so results
 * agree to about 1e-5; a thousandth is far above that and far below any real error.
 */
const tolerance = 1e-3;
const references = new Map<string, CaseResult>();

// WASM's own results are held against finite differences value by value in gradients.test.ts.
beforeAll(async () => {
  await openBackend("wasm");
  for (const gradientCase of gradientCases) references.set(gradientCase.title, await evaluate(gradientCase));
});

describe.each(["webgl", "webgpu"] as const)("on %s", (backend) => {
  let opened: OpenedBackend;
  const faults: string[] = [];
  beforeAll(async () => {
    opened = await openBackend(backend);
    opened.onLost((reason) => faults.push(reason));
  });

  test("the adapter is named, and known to be software", () => {
    expect(opened).toMatchObject({ name: backend, isSoftware: true });
    expect(opened.adapter).toMatch(/swiftshader/i);
  });

  test.each(gradientCases.map((gradientCase) => [gradientCase.title, gradientCase] as const))(
    "%s answers as on wasm, and its gradient agrees with finite differences",
    async (title, gradientCase) => {
      const result = await evaluate(gradientCase);
      const reference = references.get(title)!;
      expect(distance(reference.output, result.output), "output").toBeLessThan(tolerance);
      for (const [name, gradient] of Object.entries(result.gradients))
        expect(distance(reference.gradients[name]!, gradient), `gradient by ${name}`).toBeLessThan(tolerance);
      for (const { name, expected, came, scale } of await directionalChecks(gradientCase, result))
        expect(Math.abs(expected - came) / scale, `along a direction of ${name}`).toBeLessThan(tolerance * 5);
    },
  );

  test("the device refused nothing on the way", () => {
    expect(faults).toEqual([]);
  });
});
