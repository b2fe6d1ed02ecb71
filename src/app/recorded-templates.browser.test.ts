import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "@/engine/worker/backends";
import { currentGpu, type Gpu } from "@/engine/worker/webgpu/backend";
import { drawnData, train, type ShortRun } from "@/engine/worker/webgpu/testing/train-both-ways";
import { datasetFor } from "@/data/datasets";
import { templates } from "@/examples";
import type { Template } from "@/examples/define-template";
import { learningRateAt } from "@/network/schedules";
import { summarize } from "@/network/summary";

/** Software rendering is slow: a single example a step, and no more steps than it takes to record one and play it twice. */
const steps = 5;
const batchSize = 1;
const count = 3;
/** Of templates made of the same kinds of layers, trained in the same way, the smallest stands for all: a step dispatches the same kernels. */
const cases = [
  ...templates
    .toSorted((a, b) => summarize(b.network).total.params - summarize(a.network).total.params)
    .reduce((smallest, template) => smallest.set(recipeOf(template), template), new Map<string, Template>())
    .values(),
];

function recipeOf({ network, data, training }: Template): string {
  const kinds = [...new Set(network.nodes.map(({ className }) => className))].toSorted();
  return JSON.stringify([kinds, datasetFor(data).task, training.loss, training.optimizer.name, training.gradientClip.kind]);
}

describe("every kind of template, replayed from a recording on WebGPU,", () => {
  let gpu: Gpu;
  beforeAll(async () => {
    await openBackend("webgpu");
    gpu = currentGpu()!;
  });

  test.each(cases.map((template) => [template.id, template] as const))(
    "%s is the eager run bit for bit",
    async (_, { network, data, training }) => {
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
