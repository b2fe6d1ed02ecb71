/** The session: one worker at a time, kept ready for the current project, replaced when it fails, and never two runs at once. */
import { ProblemError, problemOf, type Problem } from "@/base/problem";
import { message } from "@/base/text";
import type { Checkpoint, EngineCalls } from "@/engine/protocol";
import { hasErrors } from "@/network/validate";
import type { Bench } from "@/store/bench";
import { issuesOf, trainsAlike } from "@/store/derived";
import type { EngineFactory, SavedRun, Session } from "@/store/session";
import { startEngineLife, type EngineLife } from "@/store/session/engine-life";
import { createLossRecord } from "@/store/session/losses";
import { createRunRecorder } from "@/store/session/run-events";
import type { ProjectDocument } from "@/project/project";

export interface SessionOptions extends Omit<Bench, "session"> {
  readonly createEngine: EngineFactory;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

/** Edits settle for so long before the worker hears of them. */
const settleMs = 300;

export function createSession({ document, view, run, createEngine, now }: SessionOptions): Session {
  const losses = createLossRecord();
  const checkpointListeners = new Set<(checkpoint: Checkpoint) => void>();
  let lastCheckpoint: Checkpoint | undefined;
  let life: EngineLife | undefined;
  let isPrepared = false;
  let isDisposed = false;
  let runCount = 0;
  /** Waiting or under way: starts and recoveries of a run, and the rest. */
  const turns = new Set<{ readonly abort: AbortController; readonly isRun: boolean }>();
  let settleTimer: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  /** Set by hand during the run, and not yet in any checkpoint. */
  let learningRateByHand: number | undefined;
  let wantsPause = false;
  /** Pauses, steps and resumes that are not answered yet. */
  let controls: Promise<unknown> = Promise.resolve();

  const recorder = createRunRecorder({
    run,
    onCheckpoint(checkpoint) {
      lastCheckpoint = checkpoint;
      for (const listener of checkpointListeners) listener(checkpoint);
    },
    onEnded: () => scheduleSettle(),
  });

  /** What a dying worker leaves unanswered is seen to by `lose`. */
  const hasDied = () => life !== undefined && !life.isAlive;
  const status = () => run.getState().run.status;
  const hasRun = () => status() === "running" || status() === "paused" || status() === "stopping" || status() === "recovering";
  const isBusyWithRun = () => hasRun() || (status() === "preparing" && run.getState().runId !== undefined);

  /** Whatever changes the worker's holdings waits for its turn; cancelled before it came, it is left out. */
  function inTurn(isRun: boolean, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const turn = { abort: new AbortController(), isRun };
    turns.add(turn);
    const mine = queue.then(() => (turn.abort.signal.aborted || isDisposed ? undefined : work(turn.abort.signal))).finally(() => turns.delete(turn));
    queue = mine.catch(() => undefined);
    return mine;
  }
  /** Steps and resumes go out one by one, behind a pause; a pause itself waits for nothing. */
  function afterOthers(work: () => Promise<void>): Promise<void> {
    const mine = controls.then(work);
    controls = mine.catch(() => undefined);
    return mine;
  }
  function cancel(which: "runs" | "all"): boolean {
    const cancelled = [...turns].filter(({ isRun }) => isRun || which === "all");
    for (const { abort } of cancelled) abort.abort();
    return cancelled.length > 0;
  }

  function livingWorker(): EngineLife {
    if (life?.isAlive) return life;
    life = undefined;
    const born = startEngineLife(createEngine(), now, (problem) => {
      if (life === born) lose(born, problem);
    });
    recorder.follow(born.engine);
    life = born;
    return born;
  }

  /** Device open, data loaded; what is right already is left alone. */
  async function ready(project: ProjectDocument, signal: AbortSignal): Promise<EngineLife> {
    let worker = livingWorker();
    const preference = view.getState().backendPreference;
    if (worker.holds.device && worker.holds.device.preference !== preference) {
      worker.end();
      worker = livingWorker();
    }
    if (!worker.holds.device) {
      const report = await worker.prepareCall("device.open", { preference, avoid: losses.avoid, project });
      worker.holds.device = { report, preference };
      run.setState({ device: report });
    }
    signal.throwIfAborted();
    if (worker.holds.data !== project.data) {
      const data = await worker.prepareCall("data.load", { data: project.data }, signal);
      worker.holds.data = project.data;
      run.setState({ data, loadedData: project.data, dataProgress: undefined });
    }
    signal.throwIfAborted();
    return worker;
  }

  /** The network of the project, untrained or with the weights of the run that is shown. */
  async function built(worker: EngineLife, project: ProjectDocument, weights?: Checkpoint["weights"]): Promise<void> {
    const model = await worker.prepareCall("model.build", { project, ...(weights ? { weights } : {}) });
    worker.holds.model = project;
    run.setState({ model });
    recorder.weightsChanged();
  }

  async function prepareNow(signal: AbortSignal): Promise<void> {
    if (isBusyWithRun()) return;
    const pinned = run.getState().pinned;
    const project = pinned?.project ?? document.getState().project;
    const isFirst = life?.holds.device === undefined || life.holds.data?.datasetId !== project.data.datasetId;
    const isIdle = status() === "idle";
    if (isFirst && isIdle) run.setState({ run: { status: "preparing" } });
    try {
      const worker = await ready(project, signal);
      const before = worker.holds.model;
      if (pinned) {
        if (before === undefined) await built(worker, project, lastCheckpoint?.weights);
      } else if (hasErrors(issuesOf({ project }))) {
        delete worker.holds.model;
        run.setState({ model: undefined });
      } else if (!before || !trainsAlike(before, project)) {
        await built(worker, project);
      }
      if (run.getState().run.status !== "ended") run.setState({ problem: undefined });
    } catch (error) {
      if (!hasDied() && !signal.aborted) run.setState({ problem: problemOf(error), dataProgress: undefined });
    } finally {
      if (status() === "preparing") run.setState({ run: { status: "idle" } });
    }
  }

  function forget(): void {
    lastCheckpoint = undefined;
    learningRateByHand = undefined;
    recorder.forget();
    if (life) delete life.holds.model;
  }

  function scheduleSettle(): void {
    if (!isPrepared || isDisposed) return;
    clearTimeout(settleTimer);
    settleTimer = setTimeout(() => void inTurn(false, prepareNow), settleMs);
  }

  async function startNow(signal: AbortSignal, options: { paused?: boolean; checkpoint?: Checkpoint }): Promise<void> {
    if (isBusyWithRun()) return;
    const { project, revision } = document.getState();
    const { checkpoint, paused = false } = options;
    const goesOn = checkpoint !== undefined && checkpoint.runId === run.getState().runId;
    const runId = checkpoint?.runId ?? nextRunId();
    if (goesOn) {
      recorder.rewind(checkpoint.step);
      run.setState({ run: { status: "preparing" }, pinned: { project, revision }, problem: undefined, notice: undefined });
    } else {
      recorder.begin(runId, project, revision);
    }
    lastCheckpoint = checkpoint;
    learningRateByHand = undefined;
    wantsPause = paused;
    try {
      await launch(project, runId, checkpoint, signal);
    } catch (error) {
      if (status() === "recovering" || run.getState().runId !== runId) return;
      if (signal.aborted) endStopped();
      else if (!hasDied()) failRun(problemOf(error));
    }
  }

  /** Starts or goes on with a run on the worker that lives now. */
  async function launch(project: ProjectDocument, runId: string, checkpoint: Checkpoint | undefined, signal: AbortSignal): Promise<void> {
    const worker = await ready(project, signal);
    const isPaused = wantsPause;
    const plan = await worker.prepareCall("training.start", { runId, project, paused: isPaused, ...(checkpoint ? { checkpoint } : {}) });
    worker.holds.model = project;
    if (signal.aborted) {
      // Stopped while it was starting: it has started now, and must not train on unseen.
      await tell("training.stop", { runId });
      signal.throwIfAborted();
    }
    recorder.plan(plan);
    recorder.weightsChanged();
    // A short run may have ended before this answer came.
    if (status() !== "ended") run.setState({ run: { status: isPaused ? "paused" : "running" } });
    if (wantsPause && !isPaused) await tell("training.pause", { runId });
    if (learningRateByHand !== undefined) await worker.engine.call("training.setLearningRate", { runId, learningRate: learningRateByHand });
  }

  function endStopped(): void {
    run.setState({ run: { status: "ended", end: { reason: "stopped" } } });
  }
  function failRun(problem: Problem): void {
    run.setState({ run: { status: "ended", end: { reason: "failed", problem } }, problem });
  }

  /** The worker is gone: another takes its place, and a run goes on from its last checkpoint. */
  function lose(dead: EngineLife, problem: Problem): void {
    const backend = dead.holds.device?.report.backend;
    const gaveUp = losses.note(backend, now());
    const wasStopping = status() === "stopping";
    const isRun = isBusyWithRun();
    if (isDisposed) return;
    cancel("all");
    if (wasStopping) endStopped();
    const before = run.getState().run;
    const attempt = before.status === "recovering" ? before.attempt + 1 : 1;
    if (isRun && !wasStopping) run.setState({ run: { status: "recovering", attempt } });
    if (losses.isExhausted) {
      if (isRun && !wasStopping) failRun(problem);
      else run.setState({ problem });
      return;
    }
    void inTurn(true, async (signal) => {
      await wait(losses.waitMs(now()), signal);
      if (isDisposed || signal.aborted) return;
      if (status() === "recovering") await recover(signal, gaveUp && backend ? backend : undefined);
      else await prepareNow(signal);
    });
  }

  async function recover(signal: AbortSignal, gaveUpOn: string | undefined): Promise<void> {
    const { pinned, runId } = run.getState();
    if (!pinned || runId === undefined) return;
    const checkpoint = lastCheckpoint;
    recorder.rewind(checkpoint?.step ?? 0);
    try {
      await launch(pinned.project, runId, checkpoint, signal);
      run.setState({ notice: goesOnFrom(checkpoint?.step ?? 0, gaveUpOn) });
    } catch (error) {
      if (hasDied()) return;
      if (signal.aborted) endStopped();
      else failRun(problemOf(error));
    }
  }

  /** A call about the run, on the worker that runs it. What a dying worker leaves unanswered is no error of the caller's. */
  async function tell<K extends "training.pause" | "training.resume" | "training.step" | "training.stop" | "training.setLearningRate">(
    kind: K,
    params: EngineCalls[K]["params"],
  ): Promise<void> {
    const worker = life;
    if (!worker?.isAlive) return;
    try {
      await worker.engine.call(kind, params);
    } catch (error) {
      if (worker.isAlive && problemOf(error).code !== "training.noRun") throw error;
    }
  }

  /** Questions may come at any time; the answer belongs to what the worker holds now. */
  async function ask<K extends "model.predict" | "data.examples" | "data.augment" | "probe.layers" | "model.weights">(
    kind: K,
    params: EngineCalls[K]["params"],
    signal?: AbortSignal,
  ): Promise<EngineCalls[K]["result"]> {
    const worker = life;
    const needsModel = kind !== "data.examples" && kind !== "data.augment";
    if (!worker?.isAlive || !worker.holds.data || (needsModel && !worker.holds.model)) throw notReady();
    return await worker.engine.call(kind, params, signal);
  }

  async function stop(): Promise<void> {
    if (cancel("runs")) await queue;
    const { runId } = run.getState();
    if (runId === undefined) return;
    if (status() === "preparing" || status() === "recovering") endStopped();
    if (status() !== "running" && status() !== "paused") return;
    run.setState({ run: { status: "stopping" } });
    await tell("training.stop", { runId });
  }

  const unsubscribe = document.subscribe((state, before) => {
    if (state.project === before.project) return;
    // Another project altogether: its predecessor's run must not go on beside it.
    if (state.project.id !== before.project.id) void replaceProject();
    else {
      // What a finished run shows is about examples that are no longer chosen.
      if (status() === "ended" && isOtherData(state.project, before.project)) forget();
      scheduleSettle();
    }
  });
  const unsubscribeView = view.subscribe((state, before) => {
    if (state.backendPreference !== before.backendPreference && isPrepared) void inTurn(true, switchBackend);
  });

  async function replaceProject(): Promise<void> {
    cancel("all");
    await stop();
    await inTurn(false, async (signal) => {
      // Unless the new project's own run has begun meanwhile.
      if (run.getState().pinned?.project.id !== document.getState().project.id) forget();
      if (isPrepared) await prepareNow(signal);
    });
  }

  async function switchBackend(signal: AbortSignal): Promise<void> {
    losses.forgive();
    const { runId, pinned } = run.getState();
    const isGoing = () => (status() === "running" || status() === "paused") && !signal.aborted;
    if (!isGoing()) {
      // The weights shown would be lost with the worker: they are taken along.
      if (pinned && life?.isAlive && life.holds.model) lastCheckpoint = await takenAlong(lastCheckpoint);
      return await prepareNow(signal);
    }
    const checkpoint = await life?.engine.call("training.checkpoint", { runId: runId ?? "" }).catch(() => undefined);
    if (!isGoing()) return;
    lastCheckpoint = checkpoint ?? lastCheckpoint;
    wantsPause = status() === "paused";
    run.setState({ run: { status: "recovering", attempt: 1 } });
    life?.end();
    await recover(signal, undefined);
  }

  async function takenAlong(checkpoint: Checkpoint | undefined): Promise<Checkpoint | undefined> {
    const weights = await ask("model.weights", {}).catch(() => undefined);
    return checkpoint && weights ? { ...checkpoint, weights } : checkpoint;
  }

  return {
    async prepare() {
      isPrepared = true;
      clearTimeout(settleTimer);
      await inTurn(false, prepareNow);
    },
    async start(options = {}) {
      isPrepared = true;
      if (isBusyWithRun()) return;
      await inTurn(true, (signal) => startNow(signal, options));
    },
    async restore(saved) {
      isPrepared = true;
      await stop();
      await inTurn(false, (signal) => restoreNow(saved, signal));
    },
    async pause() {
      const { runId } = run.getState();
      wantsPause = true;
      if (status() !== "running" || runId === undefined) return;
      const paused = tell("training.pause", { runId });
      controls = Promise.allSettled([controls, paused]);
      await paused;
    },
    resume() {
      wantsPause = false;
      return afterOthers(async () => {
        const { runId } = run.getState();
        if (status() !== "paused" || runId === undefined) return;
        run.setState({ run: { status: "running" } });
        await tell("training.resume", { runId });
      });
    },
    async step(unit) {
      if (!isBusyWithRun()) await inTurn(true, (signal) => startNow(signal, { paused: true }));
      await afterOthers(async () => {
        const { runId } = run.getState();
        if (status() !== "paused" || runId === undefined) return;
        if (unit === "epoch") run.setState({ run: { status: "running" } });
        await tell("training.step", { runId, unit });
      });
    },
    stop,
    async reset() {
      await stop();
      await inTurn(false, async (signal) => {
        if (isBusyWithRun()) return;
        forget();
        await prepareNow(signal);
      });
    },
    async setLearningRate(learningRate) {
      const { runId } = run.getState();
      if (!hasRun() || runId === undefined) return;
      learningRateByHand = learningRate;
      await tell("training.setLearningRate", { runId, learningRate });
    },
    async setBackend(preference) {
      if (view.getState().backendPreference === preference) return;
      view.setState({ backendPreference: preference });
      await queue;
    },
    async evaluate(split) {
      const worker = life;
      if (!worker?.isAlive || !worker.holds.model) throw notReady();
      const evaluation = await worker.engine.call("model.evaluate", { split });
      recorder.evaluated(evaluation);
      return evaluation;
    },
    async checkpoint() {
      const { runId } = run.getState();
      if (runId === undefined || !life?.isAlive || (status() !== "running" && status() !== "paused")) return lastCheckpoint;
      lastCheckpoint = await life.engine.call("training.checkpoint", { runId });
      return lastCheckpoint;
    },
    get lastCheckpoint() {
      return lastCheckpoint;
    },
    onCheckpoint(listener) {
      checkpointListeners.add(listener);
      return () => void checkpointListeners.delete(listener);
    },
    predict: (params, signal) => ask("model.predict", params, signal),
    examples: (params, signal) => ask("data.examples", params, signal),
    augment: (params, signal) => ask("data.augment", params, signal),
    probe: (params, signal) => ask("probe.layers", params, signal),
    weights: (params, signal) => ask("model.weights", params, signal),
    dispose() {
      isDisposed = true;
      cancel("all");
      clearTimeout(settleTimer);
      unsubscribe();
      unsubscribeView();
      life?.end();
    },
  };

  async function restoreNow(saved: SavedRun, signal: AbortSignal): Promise<void> {
    if (isBusyWithRun()) return;
    recorder.begin(saved.checkpoint.runId, saved.project, document.getState().revision);
    recorder.fill(saved);
    lastCheckpoint = saved.checkpoint;
    run.setState({ run: { status: "ended", end: saved.end ?? { reason: "stopped" } } });
    if (life) delete life.holds.model;
    await prepareNow(signal);
  }

  function nextRunId(): string {
    const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2));
    return `run-${++runCount}-${a.toString(36)}${b.toString(36)}`;
  }
}

/** Other examples, not only others parts or scales of the same. */
function isOtherData(a: ProjectDocument, b: ProjectDocument): boolean {
  return a.data.datasetId !== b.data.datasetId || a.data.seed !== b.data.seed || JSON.stringify(a.data.config) !== JSON.stringify(b.data.config);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function goesOnFrom(step: number, gaveUpOn: string | undefined) {
  const figure = step.toLocaleString("en");
  return gaveUpOn === undefined
    ? message({ en: "Training goes on from step {step}.", zh: "训练从第 {step} 步继续。" }, { step: figure })
    : message(
        {
          en: "{backend} failed several times. Training goes on from step {step} on another device.",
          zh: "{backend} 多次失败，训练改用其他设备，从第 {step} 步继续。",
        },
        { backend: gaveUpOn, step: figure },
      );
}

function notReady(): ProblemError {
  return new ProblemError({
    code: "engine.notReady",
    what: message({ en: "The engine is still getting ready.", zh: "引擎仍在准备。" }),
    remedy: message({ en: "Wait a moment.", zh: "请稍候。" }),
  });
}
