import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";
import { drawnData, train, type ShortRun } from "@/engine/worker/webgpu/testing/train-both-ways";
import { templates } from "@/examples";
import { learningRateAt } from "@/network/schedules";

/** Software rendering is slow: a single example a step, and no more steps than it takes to record one and play it twice. */
const steps = 5;
/**
 * TensorFlow.js splits a product of few rows over 2,000 values and more, and adds the parts up in any order: no two runs are then the
 * same, recorded or not. Next tokens of so large a vocabulary get three examples a step, which is rows enough, as in training.
 */
const batchSizeOf = (id: string) => (id === "gpt-tang" ? 3 : 1);
/** Two templates of one network are one case. */
const cases = [...new Map(templates.map((template) => [JSON.stringify([template.network, template.training]), template])).values()];

describe("every template, replayed from a recording on WebGPU,", () => {
  let gpu: Gpu;
  beforeAll(async () => {
    await openBackend("webgpu");
    gpu = currentGpu()!;
  });

  test.each(cases.map((template) => [template.id, template] as const))(
    "%s is the eager run bit for bit",
    async (id, { network, data, training }) => {
      const batchSize = batchSizeOf(id);
      const count = 3 * batchSize;
      const { learningRate } = training.optimizer.config;
      const run: ShortRun = {
        network,
        settings: training,
        data: drawnData(count, data),
        batchSize,
        steps,
        seed: training.seed,
        rateAt: (step) => learningRateAt(training.schedule, learningRate, step, steps, Math.ceil(count / batchSize)),
      };
      const eager = await train(gpu, "eager", run);
      const captured = await train(gpu, "captured", run);
      expect(captured.executions).toEqual(["captured"]);
      expect(new Set(eager.loss).size).toBe(steps);
      expect({ ...captured, executions: eager.executions }).toEqual(eager);
    },
    400_000,
  );
});
