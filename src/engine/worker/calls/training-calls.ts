/** Answers that begin and steer a run. */
import * as tf from "@tensorflow/tfjs-core";
import type { CallContext, CallsOf } from "@/engine/worker/calls/call-context";
import { memoryLimits } from "@/engine/worker/device/memory-limits";
import { batchSizeOf } from "@/engine/worker/holdings";
import { isHostBackend } from "@/engine/worker/kernels/host-memory";
import { checkMemory, modelReport } from "@/engine/worker/memory";
import { createModelTrainee } from "@/engine/worker/training/model-trainee";
import { noModel } from "@/engine/worker/training/problems";
import { createRun } from "@/engine/worker/training/run";

export function trainingCalls({ held, setup, gate, desk, placeVectors, breathe, device, emit, clock }: CallContext): CallsOf<"training"> {
  return {
    "training.start": ({ runId, project, checkpoint, vocabulary, paused = false }) =>
      setup.pass(async () => {
        held.idle();
        if (!device.report) throw noModel();
        const prepared = await held.loadData(project.data, vocabulary);
        const model = held.build(project);
        checkMemory(model, project.training, batchSizeOf(project, prepared), memoryLimits());
        const vectors = checkpoint ? [] : await placeVectors(project.network, model, prepared.loaded.vocabulary);
        const { trainee, trainStep } = createModelTrainee(model, project.training, prepared, held.currentBatches(), breathe, desk.interlude);
        const { stepsPerEpoch, totalSteps, batchSize } = held.train(trainStep, () => {
          if (checkpoint) {
            trainee.loadWeights(checkpoint.weights);
            trainee.loadOptimizer(checkpoint.optimizer);
          }
          return createRun({
            runId,
            settings: project.training,
            positions: prepared.positions.train,
            trainee,
            ...(checkpoint ? { checkpoint: { ...checkpoint, runId } } : {}),
            paused,
            gate,
            emit,
            clock,
            canLoseDevice: !isHostBackend(tf.getBackend()),
            isDeviceLost: () => device.isLost,
          });
        });
        return {
          runId,
          stepsPerEpoch,
          totalSteps,
          batchSize,
          data: prepared.report,
          model: { ...modelReport(model, project.training, batchSize), ...(vectors.length > 0 ? { vectors } : {}) },
          device: device.report,
        };
      }),
    "training.pause": async ({ runId }) => await held.currentRun(runId).pause(),
    "training.resume": async ({ runId }) => held.currentRun(runId).resume(),
    "training.step": async ({ runId, unit }) => await held.currentRun(runId).advance(unit),
    "training.stop": async ({ runId }) => await held.currentRun(runId).stop(),
    "training.setLearningRate": async ({ runId, learningRate }) => held.currentRun(runId).setLearningRate(learningRate),
    "training.checkpoint": async ({ runId }) => await held.currentRun(runId).checkpoint(),
  };
}
