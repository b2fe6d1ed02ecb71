/** The worker's state (device, data, model, run) and the answers to every call. */
import * as tf from "@tensorflow/tfjs-core";
import { createRng, permutation, seedFromName } from "@/base/rng";
import { message } from "@/base/text";
import type { Split } from "@/data/define-dataset";
import type { DataSettings } from "@/data/data-settings";
import { textFigures } from "@/data/text/text-figures";
import { beginId, endId, type Vocabulary } from "@/data/text/vocabulary";
import type { DeviceReport, EngineHandlers, OtherNetwork } from "@/engine/protocol";
import type { Emit, EngineServer } from "@/engine/wire";
import { attributionOf } from "@/engine/worker/attribution";
import { createBatches, type Batches } from "@/engine/worker/data/batches";
import { prepareDataset, type PreparedDataset } from "@/engine/worker/data/dataset";
import { readExamples, sampleIndices } from "@/engine/worker/data/examples";
import { createRawSource, type RawSource } from "@/engine/worker/data/raw-source";
import { createFileReader, type FetchFile } from "@/engine/worker/data/read-files";
import { climb, machineTools } from "@/engine/worker/device/ladder";
import { embeddingMapOf } from "@/engine/worker/embedding-map";
import { evaluate, predict } from "@/engine/worker/evaluate";
import { checkFit } from "@/engine/worker/fit";
import { createGate } from "@/engine/worker/gate";
import { isHostBackend } from "@/engine/worker/kernels/host-memory";
import { memoryLimits } from "@/engine/worker/device/memory-limits";
import { checkMemory, modelReport } from "@/engine/worker/memory";
import { buildModel, type Model } from "@/engine/worker/model";
import { probeLayers } from "@/engine/worker/probes";
import { readFloats } from "@/engine/worker/read";
import { rocOf } from "@/engine/worker/roc";
import type { TrainStep } from "@/engine/worker/train-step";
import { createModelTrainee, usualAnswers } from "@/engine/worker/training/model-trainee";
import { noClasses, noData, noModel, noNextToken, noRun, noTexts, runGoingOn } from "@/engine/worker/training/problems";
import type { Run } from "@/engine/worker/training/define-run";
import { createRun } from "@/engine/worker/training/run";
import { createTurns } from "@/engine/worker/turn";
import { createVectorShelf } from "@/engine/worker/word-vectors";
import { createDesk } from "@/engine/worker/writing/desk";
import { answerReader, createBeamWriter } from "@/engine/worker/writing/answer";
import { createWriter } from "@/engine/worker/writing/writer";
import type { ProjectDocument } from "@/project/project";

export interface ServerOptions {
  readonly emit: Emit;
  readonly fetchFile: FetchFile;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
}

const heartbeatMs = 500;
/** Examples whose gradients a probe shows when no batch size says otherwise. */
const probeBatch = 64;

export function createServer({ emit, fetchFile, clock }: ServerOptions): EngineServer {
  const tools = machineTools(clock);
  const turns = createTurns(clock);
  const gate = createGate();
  /** Calls that change what the worker holds come one after the other, also when the page has given one up. */
  const setup = createGate();
  let device: DeviceReport | undefined;
  let isDeviceLost = false;
  let stopWatching = () => {};
  let data: PreparedDataset | undefined;
  let source: { readonly of: PreparedDataset["loaded"]; readonly rows: RawSource } | undefined;
  let batches: Batches | undefined;
  let built: { readonly project: ProjectDocument; readonly model: Model } | undefined;
  let trainStep: TrainStep | undefined;
  let run: Run | undefined;

  const desk = createDesk({
    emit,
    clock,
    breathe: turns.breathe,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    isTraining: () => run?.isTraining ?? false,
    isOneThread: () => isHostBackend(tf.getBackend()),
    step: () => run?.step ?? 0,
  });
  const heartbeat = setInterval(() => emit("engine.heartbeat", { step: run?.step ?? 0, isTraining: run?.isTraining ?? false }), heartbeatMs);

  function dropModel(): void {
    desk.clear();
    trainStep?.dispose();
    built?.model.dispose();
    trainStep = undefined;
    built = undefined;
    run = undefined;
  }
  function dropBatches(): void {
    batches?.dispose();
    batches = undefined;
  }
  function dropSource(): void {
    dropBatches();
    source?.rows.dispose();
    source = undefined;
  }
  function idle(): void {
    if (run && !run.hasEnded) throw runGoingOn();
  }
  function currentRun(runId: string): Run {
    if (!run || run.runId !== runId) throw noRun();
    return run;
  }
  function currentData(): PreparedDataset {
    if (!data) throw noData();
    return data;
  }
  function currentModel() {
    if (!built) throw noModel();
    return built;
  }
  /** The model on screen, or another one for as long as `use` takes. */
  async function withModel<T>(other: OtherNetwork | undefined, use: (model: Model) => Promise<T>): Promise<T> {
    const { model: own } = currentModel();
    if (!other) return await use(own);
    const model = buildModel(other.network, 0);
    try {
      model.load(other.weights);
      return await use(model);
    } finally {
      model.dispose();
    }
  }
  /** The examples of a split, or a fixed part of them. */
  function judged({ split, limit }: { readonly split: Split; readonly limit?: number }) {
    const own = currentData().positions[split];
    const isSample = limit !== undefined && limit < own.length;
    const { seed } = currentModel().project.training;
    const indices = isSample
      ? Int32Array.from(permutation(own.length, createRng(seedFromName(seed, "sample"))).subarray(0, limit)).toSorted()
      : Int32Array.from(own, (_, i) => i);
    return { split, isSample, indices, positions: Uint32Array.from(indices, (index) => own[index] as number) };
  }
  /** Made when first needed: on a GPU this uploads the set. */
  function currentBatches(): Batches {
    const prepared = currentData();
    if (source?.of !== prepared.loaded) {
      dropSource();
      source = { of: prepared.loaded, rows: createRawSource(prepared.definition, prepared.loaded) };
    }
    return (batches ??= createBatches(prepared, source.rows));
  }

  async function loadData(settings: DataSettings, vocabulary?: Vocabulary, signal?: AbortSignal): Promise<PreparedDataset> {
    if (data && JSON.stringify([data.settings, data.given]) === JSON.stringify([settings, vocabulary])) return data;
    const read = createFileReader(fetchFile, (progress) => emit("data.progress", progress), signal);
    const prepared = await prepareDataset(settings, { read }, data, vocabulary);
    dropBatches();
    data = prepared;
    return prepared;
  }

  function build(project: ProjectDocument): Model {
    dropModel();
    const model = buildModel(project.network, project.training.seed);
    try {
      checkFit(project, model);
    } catch (error) {
      model.dispose();
      throw error;
    }
    built = { project, model };
    return model;
  }

  const placeVectors = createVectorShelf({ read: createFileReader(fetchFile, (progress) => emit("data.progress", progress)) });

  const handlers: EngineHandlers = {
    "device.open": ({ preference, avoid, project }) =>
      setup.pass(async () => {
        idle();
        dropModel();
        dropSource();
        stopWatching();
        const opened = await climb(tools, { preference, avoid, project });
        device = opened.report;
        stopWatching = opened.backend.onLost((reason) => {
          isDeviceLost = true;
          emit("engine.lost", { problem: deviceLost(opened.backend.adapter, reason) });
        });
        return opened.report;
      }),
    "data.load": ({ data: settings, vocabulary }, signal) =>
      setup.pass(async () => {
        signal.throwIfAborted();
        idle();
        return (await loadData(settings, vocabulary, signal)).report;
      }),
    async "data.examples"({ split, indices, sample }) {
      const prepared = currentData();
      return readExamples(prepared, split, indices ?? (sample ? sampleIndices(prepared, split, sample) : []));
    },
    async "data.textFigures"() {
      const { loaded, positions, definition } = currentData();
      if (!loaded.vocabulary) throw noTexts();
      return textFigures(loaded, positions.train, definition.inputShape[0] ?? 0, definition.classNames?.length ?? 0);
    },
    async "data.augment"({ augmentation, indices, seed }) {
      const prepared = currentData();
      const before = readExamples(prepared, "train", indices);
      const positions = Uint32Array.from(before.indices, (index) => prepared.positions.train[index] as number);
      if (positions.length === 0) return { before, after: { ...before, inputs: before.inputs.slice(), targets: before.targets.slice() } };
      const images = currentBatches().augmented(augmentation, positions, seed, 0);
      try {
        return { before, after: { ...before, inputs: await readFloats(images.after), targets: before.targets.slice() } };
      } finally {
        tf.dispose([images.before, images.after]);
      }
    },
    "model.build": ({ project, weights }) =>
      setup.pass(async () => {
        idle();
        const model = build(project);
        if (weights) model.load(weights);
        else if (data?.loaded.vocabulary) await placeVectors(project.network, model, data.loaded.vocabulary);
        return modelReport(model, project.training, batchSizeOf(project, data));
      }),
    async "model.predict"({ inputs, other }) {
      return await withModel(other, (model) => predict(model, currentBatches(), inputs, currentData().definition.inputShape, turns.breathe));
    },
    async "model.generate"({ writingId, source, beam, ...order }, signal) {
      const open = () => {
        const { model } = currentModel();
        const { task, pair, writing } = currentData().definition;
        if (pair && source) {
          const question = { model, steps: pair.steps, source };
          if (beam) return createBeamWriter(question, beam);
          return createWriter(model, currentBatches(), { ...order, tokens: [beginId], count: pair.steps.target, endsWith: endId }, answerReader(question));
        }
        if (task !== "nextToken") throw noNextToken();
        return createWriter(model, currentBatches(), writing?.isWhole ? { ...order, endsWith: endId } : order);
      };
      return { tokens: await desk.write(writingId, open, signal) };
    },
    async "model.evaluate"({ answers = usualAnswers, other, ...params }, signal) {
      const { project } = currentModel();
      const prepared = currentData();
      const { task, pair } = prepared.definition;
      const asked = pair ? { answers: { data: prepared, most: answers } } : {};
      const call = { loss: project.training.loss, task, batches: currentBatches(), ...judged(params), ...asked };
      const judge = (model: Model) => evaluate({ ...call, model, breathe: turns.breathe, signal, interlude: desk.interlude });
      // Behind the gate training waits, so that all examples meet the same weights; those of another network stand still anyway.
      return await (other ? withModel(other, judge) : gate.pass(() => withModel(undefined, judge)));
    },
    async "model.attribute"({ inputs, target }) {
      const { model, project } = currentModel();
      const own = currentBatches();
      const embeddings = project.network.nodes.filter(({ className }) => className === "Embedding").map(({ id }) => id);
      const row = tf.tidy(() => own.normalize(tf.tensor(inputs, [1, inputs.length])));
      try {
        return await attributionOf({ model, embeddings, row, target });
      } finally {
        row.dispose();
      }
    },
    "model.embedding": async (params) => await embeddingMapOf({ ...params, model: currentModel().model, data: currentData() }),
    async "model.roc"(params, signal) {
      const { model } = currentModel();
      if (currentData().definition.task !== "classification") throw noClasses();
      const call = { model, batches: currentBatches(), ...judged(params) };
      return await gate.pass(() => rocOf({ ...call, breathe: turns.breathe, signal, interlude: desk.interlude }));
    },
    async "model.weights"() {
      return await currentModel().model.records();
    },
    async "probe.layers"({ example, nodeIds, gradients, data: withData }) {
      const { model, project } = currentModel();
      const prepared = currentData();
      const own = currentBatches();
      const shape = prepared.definition.inputShape;
      const inputs = "inputs" in example ? example.inputs : readExamples(prepared, example.split, [example.index]).inputs;
      const batch = gradients ? own.plain(prepared.positions.train.slice(0, probeBatch)) : undefined;
      const count = inputs.length / shape.reduce((product, length) => product * length, 1);
      const scaled = tf.tidy(() => own.normalize(tf.tensor(inputs, [count, ...shape])));
      try {
        return await probeLayers({
          model,
          nodeIds,
          example: scaled,
          data: withData,
          ...(batch ? { differentiated: { loss: project.training.loss, batch, draw: { step: run?.step ?? 0, seed: project.training.seed } } } : {}),
        });
      } finally {
        scaled.dispose();
        batch?.inputs.dispose();
        batch?.targets.dispose();
      }
    },
    "training.start": ({ runId, project, checkpoint, vocabulary, paused = false }) =>
      setup.pass(async () => {
        idle();
        if (!device) throw noModel();
        const prepared = await loadData(project.data, vocabulary);
        const model = build(project);
        checkMemory(model, project.training, batchSizeOf(project, prepared), memoryLimits());
        const vectors = checkpoint ? [] : await placeVectors(project.network, model, prepared.loaded.vocabulary);
        const { trainee, trainStep: stepper } = createModelTrainee(model, project.training, prepared, currentBatches(), turns.breathe, desk.interlude);
        trainStep = stepper;
        if (checkpoint) {
          trainee.loadWeights(checkpoint.weights);
          trainee.loadOptimizer(checkpoint.optimizer);
        }
        run = createRun({
          runId,
          settings: project.training,
          positions: prepared.positions.train,
          trainee,
          ...(checkpoint ? { checkpoint: { ...checkpoint, runId } } : {}),
          paused,
          gate,
          emit,
          clock,
          isDeviceLost: () => isDeviceLost || isContextLost(),
        });
        const { stepsPerEpoch, totalSteps, batchSize } = run;
        return {
          runId,
          stepsPerEpoch,
          totalSteps,
          batchSize,
          data: prepared.report,
          model: { ...modelReport(model, project.training, batchSize), ...(vectors.length > 0 ? { vectors } : {}) },
          device,
        };
      }),
    "training.pause": async ({ runId }) => await currentRun(runId).pause(),
    "training.resume": async ({ runId }) => currentRun(runId).resume(),
    "training.step": async ({ runId, unit }) => await currentRun(runId).advance(unit),
    "training.stop": async ({ runId }) => await currentRun(runId).stop(),
    "training.setLearningRate": async ({ runId, learningRate }) => currentRun(runId).setLearningRate(learningRate),
    "training.checkpoint": async ({ runId }) => await currentRun(runId).checkpoint(),
  };

  return {
    handlers,
    dispose() {
      clearInterval(heartbeat);
      stopWatching();
      const end = () => {
        turns.dispose();
        dropModel();
        dropSource();
      };
      if (run && !run.hasEnded) void run.stop().then(end);
      else end();
    },
  };
}

/** Where the data are not loaded yet, a full batch counts as one example. */
function batchSizeOf({ training }: ProjectDocument, data: PreparedDataset | undefined): number {
  const count = data?.positions.train.length ?? 1;
  return training.batchSize === "full" ? count : Math.min(training.batchSize, count);
}

/** A lost WebGL context answers with garbage at once, before any event tells of it. */
function isContextLost(): boolean {
  const { gpgpu } = tf.backend() as { gpgpu?: { readonly gl: WebGL2RenderingContext } };
  return gpgpu?.gl.isContextLost() ?? false;
}

function deviceLost(adapter: string, reason: string) {
  return {
    code: "device.lost",
    what: message(
      { en: "The graphics device was lost{name}.", zh: "图形设备已丢失{name}。" },
      { name: adapter ? { en: ` (${adapter})`, zh: `（${adapter}）` } : "" },
    ),
    remedy: message({ en: "Training goes on from its last checkpoint.", zh: "训练将从最近的检查点继续。" }),
    detail: reason,
  };
}
