/** Keeps one worker: born when needed, told what the project needs, asked what the page wants to know. */
import { ProblemError, problemOf, type Problem } from "@/base/problem";
import { message } from "@/base/text";
import type { BackendName, EngineCalls, TensorRecord } from "@/engine/protocol";
import type { ProjectDocument } from "@/project/project";
import type { RunStore } from "@/store/run-store";
import type { EngineFactory } from "@/store/session";
import { startEngineLife, type EngineLife } from "@/store/session/engine-life";
import { mustRaceAgain, trackOf } from "@/store/session/race-again";
import type { RunRecorder } from "@/store/session/run-events";

export type Question =
  | "model.predict"
  | "model.generate"
  | "model.evaluate"
  | "model.roc"
  | "model.embedding"
  | "model.attribute"
  | "data.examples"
  | "data.textFigures"
  | "data.augment"
  | "probe.layers"
  | "model.weights"
  | "training.checkpoint";
/** Questions that need no network. */
export const aboutData: ReadonlySet<Question> = new Set(["data.examples", "data.textFigures", "data.augment"]);
type Control = "training.pause" | "training.resume" | "training.step" | "training.stop" | "training.setLearningRate";

interface KeeperOptions {
  readonly createEngine: EngineFactory;
  readonly now: () => number;
  readonly run: RunStore;
  readonly recorder: RunRecorder;
  readonly preference: () => BackendName | "auto";
  readonly avoid: () => readonly BackendName[];
  readonly onDeath: (backend: BackendName | undefined, problem: Problem) => void;
}

export interface WorkerKeeper {
  /** The worker that is there, if any. */
  readonly life: EngineLife | undefined;
  /** Nobody took its place yet. What it leaves unanswered is no error of whoever asked. */
  readonly hasDied: boolean;
  /** Whether getting ready for this project takes its time: a device has to be opened, or devices to be raced. */
  takesDevice(project: ProjectDocument): boolean;
  /** A living worker with its device open and the project's data loaded; what is right already is left alone. */
  ready(project: ProjectDocument, signal: AbortSignal): Promise<EngineLife>;
  /** The project's network, untrained or with these weights. */
  build(project: ProjectDocument, weights?: readonly TensorRecord[]): Promise<void>;
  /** The network it holds is not to be asked any more. */
  dropModel(): void;
  ask<K extends Question>(kind: K, params: EngineCalls[K]["params"], signal?: AbortSignal): Promise<EngineCalls[K]["result"]>;
  /** Steers the run. Silent when the worker dies over it, or the run has ended already. */
  tell<K extends Control>(kind: K, params: EngineCalls[K]["params"]): Promise<void>;
  end(): void;
}

export function createWorkerKeeper({ createEngine, now, run, recorder, preference, avoid, onDeath }: KeeperOptions): WorkerKeeper {
  let life: EngineLife | undefined;

  function living(): EngineLife {
    if (life?.isAlive) return life;
    life = undefined;
    const born = startEngineLife(createEngine(), now, (problem) => {
      if (life === born) onDeath(born.holds.device?.report.backend, problem);
    });
    recorder.follow(born.engine);
    life = born;
    return born;
  }

  /** The first time; with a choice left to the engine, also when another network may do better on another device. */
  function takesDevice(project: ProjectDocument): boolean {
    const device = life?.isAlive ? life.holds.device : undefined;
    return !device || (device.preference === "auto" && mustRaceAgain(device.report, device.raced, project));
  }

  async function openDevice(worker: EngineLife, project: ProjectDocument): Promise<void> {
    const { holds } = worker;
    const wanted = preference();
    // Its network goes, and nothing is to be asked of it while it changes from one device to another.
    const { data } = holds;
    delete holds.data;
    delete holds.model;
    if (run.getState().model) run.setState({ model: undefined });
    const report = await worker.prepareCall("device.open", { preference: wanted, avoid: avoid(), project });
    holds.device = { report, preference: wanted, raced: trackOf(project) };
    if (data) holds.data = data;
    run.setState({ device: report });
  }

  return {
    takesDevice,
    get life() {
      return life;
    },
    get hasDied() {
      return life !== undefined && !life.isAlive;
    },
    async ready(project, signal) {
      if (life?.holds.device && life.holds.device.preference !== preference()) life.end();
      const worker = living();
      if (takesDevice(project)) await openDevice(worker, project);
      signal.throwIfAborted();
      const { givenVocabulary } = run.getState();
      if (worker.holds.data !== project.data || worker.holds.vocabulary !== givenVocabulary) {
        const vocabulary = givenVocabulary ? { vocabulary: givenVocabulary } : {};
        const data = await worker.prepareCall("data.load", { data: project.data, ...vocabulary }, signal);
        worker.holds.data = project.data;
        delete worker.holds.vocabulary;
        Object.assign(worker.holds, vocabulary);
        run.setState({ data, loadedData: project.data, dataProgress: undefined });
      }
      signal.throwIfAborted();
      return worker;
    },
    async build(project, weights) {
      const worker = living();
      const model = await worker.prepareCall("model.build", { project, ...(weights ? { weights } : {}) });
      worker.holds.model = project;
      run.setState({ model });
      recorder.weightsChanged();
    },
    dropModel() {
      if (life) delete life.holds.model;
    },
    async ask(kind, params, signal) {
      if (!life?.isAlive || !life.holds.data || (!aboutData.has(kind) && !life.holds.model)) throw notReady();
      return await life.engine.call(kind, params, signal);
    },
    async tell(kind, params) {
      const worker = life;
      if (!worker?.isAlive) return;
      try {
        await worker.engine.call(kind, params);
      } catch (error) {
        if (worker.isAlive && problemOf(error).code !== "training.noRun") throw error;
      }
    },
    end: () => life?.end(),
  };
}

/** Nothing to show yet: no error, and never announced as one. */
export function notReady(): ProblemError {
  return new ProblemError({
    code: "engine.notReady",
    what: message({ en: "The engine is still getting ready.", zh: "引擎仍在准备。" }),
    remedy: message({ en: "Wait a moment.", zh: "请稍候。" }),
  });
}
