import { expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { knownNumbers, passesSelfTest, selfTestNumbers } from "@/engine/worker/device/self-test";

test.each(["cpu", "wasm"] as const)("%s computes the known numbers", async (name) => {
  await openBackend(name);
  const numbers = await selfTestNumbers();
  numbers.forEach((value, i) => expect(value).toBeCloseTo(knownNumbers[i] ?? NaN, 4));
  expect(await passesSelfTest()).toBe(true);
});
