/** Steps of a run on WebGPU: the batch, the numbers and the figures of each are found on the device, so that it can be replayed. */
import * as tf from "@tensorflow/tfjs-core";
import { mixSeed, seedFromName } from "@/base/rng";
import type { Execution } from "@/engine/protocol";
import type { TrainStep } from "@/engine/worker/train-step";
import { batchOf, type Stepper, type StepperOptions } from "@/engine/worker/training/stepper";
import type { WindowFigures } from "@/engine/worker/training/window";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import type { DeviceBatches } from "@/engine/worker/webgpu/device-batches";
import { createFiguresRing } from "@/engine/worker/webgpu/figures-ring";
import { recordAndProve } from "@/engine/worker/webgpu/recorded-step";
import { createStepClock } from "@/engine/worker/webgpu/step-clock";
import { encodeWork, type StepGraph } from "@/engine/worker/webgpu/step-graph";
import type { StepRow } from "@/engine/worker/webgpu/step-row";
import { createSubmissions } from "@/engine/worker/webgpu/submissions";

export interface DeviceRun {
  readonly trainStep: TrainStep;
  readonly batches: DeviceBatches;
  readonly seed: number;
  /** Right answers are reported. */
  readonly isClassification: boolean;
  /** Reported after every step, for networks small enough. */
  readonly weights: readonly tf.Tensor[];
  /** Steps of a batch size that are issued one by one before it is recorded. */
  readonly eagerFirst?: number;
}

const trialSteps = 2;

export function createDeviceStepper(gpu: Gpu, run: DeviceRun, options: StepperOptions): Stepper {
  // By then all shaders are compiled.
  const { trainStep, batches, seed, isClassification, weights, eagerFirst = 2 } = run;
  const { plan, onExecution } = options;
  const paramCount = weights.reduce((sum, { size }) => sum + size, 0);
  const countWidth = isClassification ? 1 : 0;
  const width = 1 + countWidth + paramCount;
  const clock = createStepClock(gpu);
  const ring = createFiguresRing(gpu, width);
  const submissions = createSubmissions(options.clock, clock.capacity);
  const augmentationSeed = seedFromName(seed, "augmentation");
  const order = tf.keep(tf.zeros([plan.count], "int32"));
  gpu.markMutable(order);
  let orderedEpoch = -1;
  let waiting: { readonly step: number; readonly size: number; readonly learningRate: number }[] = [];
  /** By batch size: how often it was met before it was recorded, and what came of that. */
  const met = new Map<number, number>();
  const graphs = new Map<number, StepGraph | undefined>();
  let told: Execution["kind"] | undefined;

  function rowOf(step: number, learningRate: number): StepRow {
    const { epoch, first } = batchOf(plan, step);
    return { step, first, slot: ring.slotOf(step), epochSeed: mixSeed(augmentationSeed, epoch), ...trainStep.scalars(step, learningRate) };
  }

  function issue(size: number): void {
    tf.tidy(() => {
      clock.tick();
      const { inputs, targets } = batches.next({ order, now: clock.now, count: size });
      // The row on the device goes before these numbers.
      const { loss, correct } = trainStep.step(inputs, targets, { step: 0, learningRate: 0, seed, now: clock.now });
      ring.note(clock.now, [loss, ...(isClassification && correct ? [correct] : []), ...weights]);
      tf.dispose(correct ? [loss, correct] : [loss]);
    });
  }

  function uploadOrder(epoch: number): void {
    if (epoch === orderedEpoch) return;
    gpu.flush();
    gpu.device.queue.writeBuffer(gpu.bufferOf(order), 0, Uint32Array.from(plan.order(epoch)));
    orderedEpoch = epoch;
  }

  async function graphFor(size: number, step: number): Promise<StepGraph | undefined> {
    if (graphs.has(size)) return graphs.get(size);
    const times = met.get(size) ?? 0;
    met.set(size, times + 1);
    // The trial's figures take places in the ring.
    if (times < eagerFirst || waiting.length + 2 * trialSteps > ring.capacity) return undefined;
    const { graph, reason } = await tryToRecord(size, step);
    graphs.set(size, graph);
    const kind = graph ? "captured" : "eager";
    if (kind !== told && !(told === "captured" && size < plan.batchSize)) onExecution({ kind, reason });
    told ??= kind;
    return graph;
  }

  function tryToRecord(size: number, step: number) {
    const rates = Array.from({ length: trialSteps }, (_, i) => plan.learningRate(step + i));
    return recordAndProve(gpu, {
      state: trainStep.state,
      steps: trialSteps,
      issue: () => issue(size),
      load: (way) =>
        clock.load(
          rates.map((rate, i) => ({
            ...rowOf(step + i, rate),
            // Within this epoch's order, wherever the epoch ends.
            first: Math.min(i, plan.count - size),
            slot: ring.slotOf(step + i + (way === "eager" ? trialSteps : 0)),
          })),
        ),
      async haveSameFigures() {
        const figures = new Uint32Array((await ring.read(step, 2 * trialSteps)).buffer);
        const half = trialSteps * width;
        return figures.subarray(0, half).every((bits, i) => bits === figures[half + i]);
      },
    });
  }

  return {
    get waiting() {
      return waiting.length;
    },
    capacity: ring.capacity,
    async advance(from, most) {
      const { epoch, size } = batchOf(plan, from);
      uploadOrder(epoch);
      const graph = await graphFor(size, from);
      // A smaller batch at the end of an epoch is another graph.
      const ofThisSize = size === plan.batchSize ? Math.floor(plan.count / plan.batchSize) - (from % plan.stepsPerEpoch) : 1;
      if (graph) await submissions.ready();
      const steps = graph ? Math.max(1, Math.min(most, ofThisSize, submissions.stepsPerSubmission, ring.capacity - waiting.length)) : 1;
      const next = Array.from({ length: steps }, (_, i) => ({ step: from + i, size, learningRate: plan.learningRate(from + i) }));
      clock.load(next.map(({ step, learningRate }) => rowOf(step, learningRate)));
      if (graph) {
        const work = encodeWork(gpu);
        for (let i = 0; i < steps; i++) graph.encode(work);
        work.submit();
        submissions.submitted(steps, gpu.device.queue.onSubmittedWorkDone());
      } else issue(size);
      waiting.push(...next);
      return steps;
    },
    async read() {
      const taken = waiting;
      waiting = [];
      const first = taken[0];
      if (!first) return undefined;
      return figuresOf(taken, await ring.read(first.step, taken.length));
    },
    dispose() {
      for (const graph of graphs.values()) graph?.dispose();
      clock.dispose();
      ring.dispose();
      order.dispose();
    },
  };

  function figuresOf(taken: typeof waiting, values: Float32Array): WindowFigures {
    const column = (at: number) => Float32Array.from(taken, (_, i) => values[i * width + at]!);
    const firstWeight = 1 + countWidth;
    return {
      firstStep: taken[0]!.step,
      batchSizes: taken.map(({ size }) => size),
      learningRate: Float32Array.from(taken, ({ learningRate }) => learningRate),
      loss: column(0),
      ...(isClassification ? { correct: column(1) } : {}),
      ...(paramCount > 0
        ? {
            weights: Float32Array.from(
              { length: taken.length * paramCount },
              (_, i) => values[Math.floor(i / paramCount) * width + firstWeight + (i % paramCount)]!,
            ),
          }
        : {}),
    };
  }
}
