/** A short run on WebGPU, every step issued by itself or replayed from a recording: for tests that hold one against the other. */
import { hasClassNumbers, isPerStep } from "@/data/tasks";
import { datasetFor } from "@/data/datasets";
import type { Execution, TensorRecord } from "@/engine/protocol";
import { createBatches } from "@/engine/worker/data/batches";
import type { PreparedDataset } from "@/engine/worker/data/dataset";
import { epochOrder } from "@/engine/worker/data/order";
import { createRawSource } from "@/engine/worker/data/raw-source";
import { buildModel } from "@/engine/worker/model";
import { createTrainStep, type TrainStep } from "@/engine/worker/train-step";
import type { StepPlan } from "@/engine/worker/training/stepper";
import type { Gpu } from "@/engine/worker/webgpu/backend";
import { createDeviceStepper } from "@/engine/worker/webgpu/device-stepper";
import type { NetworkDocument } from "@/network/document";
import type { TrainingSettings } from "@/network/training-settings";

export interface ShortRun {
  readonly network: NetworkDocument;
  readonly settings: Pick<TrainingSettings, "loss" | "optimizer" | "gradientClip">;
  readonly data: PreparedDataset;
  readonly batchSize: number;
  readonly steps: number;
  readonly seed: number;
  /** Weights are reported after every step. */
  readonly isTiny?: boolean;
  /** Steps that each call may take at most; the last goes on for ever. */
  readonly bursts?: readonly number[];
  readonly rateAt: (step: number) => number;
  /** Puts something between the run and its steps. */
  readonly disturb?: (trainStep: TrainStep) => TrainStep;
}
export interface Trained {
  readonly loss: readonly number[];
  readonly correct: readonly number[];
  readonly weightHistory: readonly number[];
  readonly state: readonly TensorRecord[];
  readonly executions: readonly Execution["kind"][];
}

export async function train(gpu: Gpu, way: "eager" | "captured", run: ShortRun): Promise<Trained> {
  const { network, settings, data, batchSize, steps, seed, isTiny = false, bursts = [steps], rateAt, disturb } = run;
  const model = buildModel(network, seed);
  const undisturbed = createTrainStep(model, settings);
  const trainStep = disturb?.(undisturbed) ?? undisturbed;
  const source = createRawSource(data.definition, data.loaded);
  const batches = createBatches(data, source);
  const { count } = data.loaded;
  const everyPosition = Uint32Array.from({ length: count }, (_, i) => i);
  const plan: StepPlan = {
    count,
    batchSize,
    stepsPerEpoch: Math.ceil(count / batchSize),
    order: (epoch) => epochOrder(everyPosition, seed, epoch),
    learningRate: rateAt,
  };
  const executions: Execution["kind"][] = [];
  const stepper = createDeviceStepper(
    gpu,
    {
      trainStep,
      batches: batches.onDevice!,
      seed,
      isClassification: hasClassNumbers(data.definition.task),
      weights: isTiny ? model.weights.map(({ value }) => value) : [],
      ...(way === "eager" ? { eagerFirst: Infinity } : {}),
    },
    { plan, clock: () => performance.now(), onExecution: ({ kind }) => executions.push(kind) },
  );
  const loss: number[] = [];
  const correct: number[] = [];
  const weightHistory: number[] = [];
  const read = async () => {
    const figures = await stepper.read();
    if (!figures) return;
    if (figures.firstStep !== loss.length) throw new Error(`Figures begin with step ${figures.firstStep} where ${loss.length} is next.`);
    loss.push(...figures.loss);
    correct.push(...(figures.correct ?? []));
    weightHistory.push(...(figures.weights ?? []));
  };
  let step = 0;
  for (let burst = 0; step < steps; burst++) {
    const most = Math.min(bursts[Math.min(burst, bursts.length - 1)]!, plan.stepsPerEpoch - (step % plan.stepsPerEpoch), steps - step);
    step += await stepper.advance(step, most);
    if (burst % 2 === 1) await read();
  }
  await read();
  const state = [...(await model.records()), ...(await trainStep.optimizerRecords())];
  stepper.dispose();
  batches.dispose();
  source.dispose();
  trainStep.dispose();
  model.dispose();
  return { loss, correct, weightHistory, state, executions };
}

/** Small drawn examples of a dataset's shapes, scaled as they come. */
export function drawnData(count: number, settings: PreparedDataset["settings"]): PreparedDataset {
  const definition = datasetFor(settings);
  const valuesOf = (shape: readonly number[]) => count * shape.reduce((product, d) => product * d, 1);
  const wave = (length: number) => Array.from({ length }, (_, i) => Math.sin(i * 0.7) ** 2);
  const classCount = definition.classNames?.length ?? 1;
  const isImage = definition.kind === "image";
  const isText = definition.kind === "text";
  // None of them padding, which counts for nothing.
  const tokens = (length: number, step: number) => Array.from({ length }, (_, i) => 1 + ((i * step) % ((definition.vocabularySize ?? 2) - 1)));
  const inputs = isText ? tokens(valuesOf(definition.inputShape), 7) : wave(valuesOf(definition.inputShape));
  const channels = definition.inputShape.at(-1) ?? 1;
  const every = (value: number) => Array.from({ length: channels }, () => value);
  const train = Uint32Array.from({ length: count }, (_, i) => i);
  const nobody = new Uint32Array();
  const normalizer = isText ? { shift: every(0), scale: every(1) } : { shift: every(0.4), scale: every(3) };
  return {
    settings,
    definition,
    loaded: {
      inputs: isImage ? Uint8Array.from(inputs, (value) => value * 255) : Float32Array.from(inputs),
      targets:
        definition.task === "classification"
          ? Uint8Array.from(train, (i) => i % classCount)
          : Float32Array.from(isPerStep(definition.task) ? tokens(valuesOf(definition.targetShape), 5) : wave(valuesOf(definition.targetShape))),
      count,
      testCount: 0,
    },
    positions: { train, validation: nobody, test: nobody },
    normalizer,
    report: { counts: { train: count, validation: 0, test: 0 }, classCounts: { train: [], validation: [], test: [] }, normalizer },
  };
}
