/** An engine without numbers: answers calls in order after a turn, keeps the protocol's rules, and can be made to die or to fall silent. */
import { ProblemError, type Problem } from "@/base/problem";
import { message } from "@/base/text";
import type { BackendName, Checkpoint, DeviceReport, Engine, EngineCalls, EngineEvents, Execution, RunEnd } from "@/engine/protocol";

export interface FakeWorld {
  /** Workers made so far, dead ones included. */
  readonly engines: readonly FakeEngine[];
  readonly alive: readonly FakeEngine[];
  createEngine(): Engine;
  /** The next so many workers are lost while they open their device. */
  loseWhileOpening: number;
  /** Workers find a real graphics card beside the processor. */
  hasGraphicsCard: boolean;
  /** How long calls of a kind take; none by themselves. */
  readonly takesMs: Partial<Record<keyof EngineCalls, number>>;
}
export interface FakeEngine extends Engine {
  readonly isDisposed: boolean;
  readonly calls: readonly { readonly kind: keyof EngineCalls; readonly params: unknown }[];
  readonly run: FakeRun | undefined;
  /** Loss of the device. */
  lose(): void;
  /** No sign of life any more, and no answer. */
  fallSilent(): void;
  beat(): void;
  /** One training step, if a run is going. */
  train(steps?: number): void;
  /** How its steps reach the device. */
  settleExecution(execution: Execution): void;
  checkpoint(): void;
  evaluate(): void;
  finish(end: RunEnd): void;
}
interface FakeRun {
  readonly runId: string;
  step: number;
  status: "running" | "paused" | "ended";
}

const problem: Problem = { code: "device.lost", what: message({ en: "Lost.", zh: "丢失。" }) };
const stepsPerEpoch = 10;

export function createFakeWorld(): FakeWorld {
  const engines: FakeEngine[] = [];
  const world: FakeWorld = {
    engines,
    get alive() {
      return engines.filter((engine) => !engine.isDisposed);
    },
    createEngine() {
      const engine = createFakeEngine(world);
      engines.push(engine);
      return engine;
    },
    loseWhileOpening: 0,
    hasGraphicsCard: false,
    takesMs: {},
  };
  return world;
}

function createFakeEngine(world: FakeWorld): FakeEngine {
  const listeners = new Map<string, Set<(event: never) => void>>();
  const calls: { kind: keyof EngineCalls; params: unknown }[] = [];
  let isDisposed = false;
  let isSilent = false;
  let run: FakeRun | undefined;
  let device = deviceReport("cpu");
  /** Calls that a silent worker leaves unanswered, until it is disposed of. */
  const waiting: (() => void)[] = [];
  const emit = <K extends keyof EngineEvents>(kind: K, event: EngineEvents[K]) => {
    if (isDisposed || isSilent) return;
    for (const listener of listeners.get(kind) ?? []) listener(event as never);
  };
  const end = (reason: RunEnd) => {
    if (!run || run.status === "ended") return;
    run.status = "ended";
    emit("training.ended", { runId: run.runId, step: run.step, end: reason });
  };
  const stand = () => {
    if (run?.status === "ended" || !run) return;
    run.status = "paused";
    emit("training.paused", { runId: run.runId, step: run.step });
  };
  const checkpointOf = (): Checkpoint => ({ runId: run?.runId ?? "", step: run?.step ?? 0, weights: [], optimizer: [] });
  const train = (steps: number) => {
    if (!run || run.status === "ended") return;
    const firstStep = run.step;
    run.step += steps;
    emit("training.progress", {
      runId: run.runId,
      firstStep,
      loss: new Float32Array(steps).fill(1 / (1 + firstStep)),
      learningRate: new Float32Array(steps).fill(0.1),
      examplesPerSecond: 100,
      elapsedMs: run.step,
    });
  };
  const idle = () => {
    if (run && run.status !== "ended") throw new ProblemError({ code: "training.busy", what: message({ en: "Busy.", zh: "忙。" }) });
  };
  const handlers: { [K in keyof EngineCalls]?: (params: EngineCalls[K]["params"]) => EngineCalls[K]["result"] } = {
    "device.open": ({ preference, avoid }) => {
      idle();
      run = undefined;
      if (world.loseWhileOpening > 0) {
        world.loseWhileOpening--;
        engine.lose();
      }
      device = deviceReport(
        preference === "auto" ? ((["webgpu", "webgl", "wasm", "cpu"] as const).find((name) => !avoid.includes(name)) ?? "cpu") : preference,
        world.hasGraphicsCard ? ["webgpu", "wasm"] : [],
      );
      return device;
    },
    "data.load": () => {
      idle();
      return dataReport;
    },
    "model.build": () => {
      idle();
      run = undefined;
      return modelReport;
    },
    "model.weights": () => [],
    "model.predict": ({ inputs }) => ({ outputs: inputs, shape: [inputs.length] }),
    "model.generate": ({ writingId, tokens: [first = 0] }) => {
      const tokens = [{ id: first, probability: 1, alternatives: [] }];
      for (const id of ["another", writingId]) emit("model.written", { writingId: id, tokens });
      return { tokens };
    },
    "model.evaluate": ({ split }) => ({ split, isSample: false, indices: new Int32Array(0), loss: 1 }),
    "data.examples": ({ split, indices = [] }) => ({ split, indices, inputs: new Float32Array(0), inputShape: [2], targets: new Float32Array(0) }),
    "training.start": ({ runId, checkpoint, paused = false }) => {
      idle();
      run = { runId, step: checkpoint?.step ?? 0, status: paused ? "paused" : "running" };
      return { runId, stepsPerEpoch, totalSteps: 1000, batchSize: 4, data: dataReport, model: modelReport, device };
    },
    "training.pause": stand,
    "training.resume": () => {
      if (run?.status === "paused") run.status = "running";
    },
    "training.step": ({ unit }) => {
      train(unit === "batch" ? 1 : stepsPerEpoch);
      stand();
    },
    "training.stop": () => end({ reason: "stopped" }),
    "training.setLearningRate": () => {},
    "training.checkpoint": checkpointOf,
  };
  const engine: FakeEngine = {
    calls,
    get isDisposed() {
      return isDisposed;
    },
    get run() {
      return run;
    },
    async call(kind, params) {
      calls.push({ kind, params });
      await Promise.resolve();
      if (isDisposed) throw gone();
      if (isSilent) return await new Promise<never>((_, reject) => waiting.push(() => reject(gone())));
      const handler = handlers[kind];
      if (!handler) throw new Error(`The fake engine does not answer ${kind}.`);
      const ms = world.takesMs[kind];
      if (ms !== undefined) await new Promise((resolve) => setTimeout(resolve, ms));
      if (isDisposed) throw gone();
      const result = handler(params);
      await Promise.resolve();
      if (isDisposed) throw gone();
      return result;
    },
    on(kind, listener) {
      const set = listeners.get(kind) ?? new Set();
      listeners.set(kind, set.add(listener));
      return () => void set.delete(listener);
    },
    dispose() {
      isDisposed = true;
      for (const leave of waiting) leave();
    },
    lose: () => emit("engine.lost", { problem }),
    fallSilent() {
      isSilent = true;
    },
    beat: () => emit("engine.heartbeat", { step: run?.step ?? 0, isTraining: run?.status === "running" }),
    train(steps = 1) {
      if (run?.status === "running") train(steps);
    },
    settleExecution(execution) {
      if (run) emit("training.execution", { runId: run.runId, execution });
    },
    checkpoint() {
      if (run) emit("training.checkpoint", { checkpoint: checkpointOf() });
    },
    evaluate() {
      if (!run) return;
      const evaluation = { split: "validation", isSample: true, indices: new Int32Array(0), loss: 1 } as const;
      emit("training.evaluated", { runId: run.runId, step: run.step, epochs: [], evaluation });
    },
    finish: end,
  };
  return engine;
}

const gone = () => new ProblemError({ code: "engine.disposed", what: message({ en: "Gone.", zh: "没了。" }) });

function deviceReport(backend: BackendName, usable: readonly BackendName[] = []): DeviceReport {
  const common = { adapter: "", isSoftware: false, reason: message({ en: "Fake.", zh: "假。" }) };
  return { ...common, backend, candidates: usable.map((name) => ({ ...common, backend: name, status: name === backend ? "chosen" : "usable" })) };
}
const dataReport = {
  counts: { train: 40, validation: 10, test: 10 },
  classCounts: { train: [], validation: [], test: [] },
  normalizer: { shift: [0], scale: [1] },
};
const modelReport = { paramCount: 3, trainableParamCount: 3, memoryBytes: 100 };
