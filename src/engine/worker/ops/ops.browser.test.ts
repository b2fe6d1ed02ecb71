import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { ops } from "@/engine/worker/ops";
import { distanceToReference } from "@/engine/worker/ops/testing/compare";
import { opCases, opNamed } from "@/engine/worker/ops/testing/op-cases";

describe.each(["webgl", "webgpu"] as const)("on %s", (backend) => {
  const faults: string[] = [];
  beforeAll(async () => {
    const { onLost } = await openBackend(backend);
    onLost((reason) => faults.push(reason));
  });

  test.each(opCases.filter(({ name }) => opNamed(name).kernels?.[backend]).map((opCase) => [opCase.title, opCase] as const))(
    "%s answers as its reference",
    // GPUs round transcendental functions to a few units in the last place, and add in any order.
    async (_, opCase) => expect(await distanceToReference(opCase)).toBeLessThan(1e-4),
  );

  // A refused kernel leaves whatever was in its memory before: at times the very answer of the reference.
  test("the device refused nothing on the way", () => {
    expect(faults).toEqual([]);
  });

  test("every kernel that it has is held against a reference", () => {
    const cased = new Set(opCases.map(({ name }) => name));
    expect(ops.filter(({ name, kernels }) => kernels?.[backend] && !cased.has(name))).toEqual([]);
  });
});
