import { expect, test } from "vitest";
import { checkMemory, modelReport } from "@/engine/worker/memory";
import { initialOptimizer } from "@/network/optimizers";

const weight = (size: number, trainable: boolean) =>
  ({ name: "w", nodeId: "n", spec: { trainable }, value: { size }, assign: () => {} }) as unknown as Parameters<typeof modelReport>[0]["weights"][number];
const model = { weights: [weight(1000, true), weight(10, false)], activationBytesPerExample: 1024 ** 2 };
const settings = { optimizer: initialOptimizer("adam") };

test("a step needs weights, gradients, the optimizer's averages, and every output twice", () => {
  expect(modelReport(model, settings, 8)).toEqual({
    paramCount: 1010,
    trainableParamCount: 1000,
    memoryBytes: 4 * 1000 * 4 + 8 * 2 * 1024 ** 2,
  });
});

test("a batch that cannot fit is refused, with one that can", () => {
  expect(() => checkMemory(model, settings, 767)).not.toThrow();
  expect(() => checkMemory(model, settings, 60_000)).toThrow(/120,000 MB; 1,536 MB/);
  expect(() => checkMemory(model, settings, 60_000)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: "training.memory", remedy: expect.objectContaining({ values: { size: "767" } }) }) }),
  );
});
