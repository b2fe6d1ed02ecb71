import { expect, test } from "vitest";
import { ProblemError } from "@/base/problem";
import { checkMemory, modelReport } from "@/engine/worker/memory";
import { initialOptimizer } from "@/network/optimizers";

const weight = (size: number, trainable: boolean) =>
  ({ name: "w", nodeId: "n", spec: { trainable }, value: { size }, assign: () => {} }) as unknown as Parameters<typeof modelReport>[0]["weights"][number];
const model = { weights: [weight(1000, true), weight(10, false)], activationBytesPerExample: 1024 ** 2, largestActivationBytes: 2 ** 19 };
const limits = { totalBytes: 1.5 * 1024 ** 3, tensorBytes: 2 ** 27 };
const settings = { optimizer: initialOptimizer("adam") };

test("a step needs weights, gradients, the optimizer's averages, and every output twice", () => {
  expect(modelReport(model, settings, 8)).toEqual({
    paramCount: 1010,
    trainableParamCount: 1000,
    memoryBytes: 4 * 1000 * 4 + 8 * 2 * 1024 ** 2,
  });
});

const problemOf = (batchSize: number, allowed = limits) => {
  try {
    checkMemory(model, settings, batchSize, allowed);
  } catch (error) {
    if (error instanceof ProblemError) return { what: error.message, fitting: error.problem.remedy?.values?.["size"] };
    throw error;
  }
  return undefined;
};

test("a batch that cannot fit is refused, with one that can", () => {
  const roomy = { ...limits, tensorBytes: Infinity };
  expect(problemOf(767, roomy)).toBeUndefined();
  expect(problemOf(60_000, roomy)).toMatchObject({ what: expect.stringContaining("120,000 MB; 1,536 MB"), fitting: "767" });
});

test("so is one whose largest output the device does not take in one piece", () => {
  expect(problemOf(256)).toBeUndefined();
  expect(problemOf(257)).toMatchObject({ what: expect.stringContaining("129 MB in one piece; this device allows 128 MB"), fitting: "256" });
});

test("no batch helps a weight that is too large", () => {
  expect(problemOf(1, { ...limits, tensorBytes: 3999 })).toMatchObject({ fitting: undefined });
});
