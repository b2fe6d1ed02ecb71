/** The session: one worker at a time, kept ready for the current project, replaced when it fails, and never two runs at once. */
import { problemOf, type Problem } from "@/base/problem";
import { message, type Message } from "@/base/text";
import { isSameSource } from "@/data/data-settings";
import { backendTitle } from "@/engine/backend-title";
import type { BackendName, Checkpoint } from "@/engine/protocol";
import { hasErrors } from "@/network/validate";
import type { Bench } from "@/store/bench";
import { issuesOf, trainsAlike } from "@/store/derived";
import type { EngineFactory, SavedRun, Session } from "@/store/session";
import { createGenerate } from "@/store/session/generate";
import { createLossRecord } from "@/store/session/losses";
import { createQuestions } from "@/store/session/questions";
import { createRunRecorder } from "@/store/session/run-events";
import { createTurnQueue, waitFor } from "@/store/session/turns";
import { createWorkerKeeper, notReady } from "@/store/session/worker-keeper";
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
  const turns = createTurnQueue();
  const checkpointListeners = new Set<(checkpoint: Checkpoint) => void>();
  let lastCheckpoint: Checkpoint | undefined;
  let isPrepared = false;
  let isDisposed = false;
  let settleTimer: ReturnType<typeof setTimeout> | undefined;
  /** Set by hand during the run, and perhaps not yet in any checkpoint. */
  let learningRateByHand: number | undefined;
  let wantsPause = false;
  /** Pauses, steps and resumes that are not answered yet. */
  let controls: Promise<unknown> = Promise.resolve();
  /** While a run is stopping: whoever else wants it stopped waits for the same. */
  let stopping: Promise<void> | undefined;
  /** The run of the project before is stopped and forgotten first. */
  let replacing: Promise<void> = Promise.resolve();

  const recorder = createRunRecorder({
    run,
    onCheckpoint: tellCheckpoint,
    onEnded: () => scheduleSettle(),
  });
  const worker = createWorkerKeeper({
    createEngine,
    now,
    run,
    recorder,
    preference: () => view.getState().backendPreference,
    avoid: () => losses.avoid,
    onDeath: lose,
  });

  function tellCheckpoint(checkpoint: Checkpoint): void {
    lastCheckpoint = checkpoint;
    for (const listener of checkpointListeners) listener(checkpoint);
  }

  /** The project of the run that is shown; the edited one while nothing was trained. */
  const shown = () => run.getState().pinned?.project ?? document.getState().project;
  const ask = createQuestions({ worker, shown });

  const status = () => run.getState().run.status;
  const hasRun = () => status() === "running" || status() === "paused" || status() === "stopping" || status() === "recovering";
  const isBusyWithRun = () => hasRun() || (status() === "preparing" && run.getState().runId !== undefined);

  async function prepareNow(signal: AbortSignal): Promise<void> {
    if (isBusyWithRun()) return;
    const { pinned } = run.getState();
    const project = shown();
    const isLong = worker.takesDevice(project) || worker.life?.holds.data?.datasetId !== project.data.datasetId;
    if (isLong && status() === "idle") run.setState({ run: { status: "preparing" } });
    try {
      const before = (await worker.ready(project, signal)).holds.model;
      if (pinned) {
        if (!before) await worker.build(project, lastCheckpoint?.weights);
      } else if (hasErrors(issuesOf({ project }))) {
        dropModel();
      } else if (!before || !trainsAlike(before, project)) {
        await worker.build(project);
      }
      if (status() !== "ended") run.setState({ problem: undefined });
    } catch (error) {
      if (!worker.hasDied && !signal.aborted) run.setState({ problem: problemOf(error), dataProgress: undefined });
    } finally {
      if (status() === "preparing") run.setState({ run: { status: "idle" } });
    }
  }

  function scheduleSettle(): void {
    if (!isPrepared || isDisposed) return;
    clearTimeout(settleTimer);
    settleTimer = setTimeout(() => void turns.take(false, prepareNow), settleMs);
  }

  function dropModel(): void {
    worker.dropModel();
    run.setState({ model: undefined });
  }

  function forget(): void {
    lastCheckpoint = undefined;
    learningRateByHand = undefined;
    recorder.forget();
    worker.dropModel();
  }

  async function startNow(signal: AbortSignal, { paused = false, checkpoint }: { paused?: boolean; checkpoint?: Checkpoint }): Promise<void> {
    if (isBusyWithRun()) return;
    const { project, revision } = document.getState();
    const runId = checkpoint?.runId ?? newRunId();
    if (checkpoint && runId === run.getState().runId) {
      recorder.rewind(checkpoint.step);
      run.setState({ run: { status: "preparing" }, pinned: { project, revision }, problem: undefined, notice: undefined });
    } else {
      recorder.begin(runId, project, revision);
    }
    lastCheckpoint = checkpoint;
    learningRateByHand = undefined;
    run.setState({ rateByHand: checkpoint?.learningRate });
    wantsPause = paused;
    await launch(project, runId, checkpoint, signal);
  }

  /** Starts or goes on with a run on a living worker; what goes wrong ends it, unless the worker died: that is seen to by `lose`. */
  async function launch(project: ProjectDocument, runId: string, checkpoint: Checkpoint | undefined, signal: AbortSignal): Promise<void> {
    try {
      const life = await worker.ready(project, signal);
      const isPaused = wantsPause;
      const { vocabulary } = life.holds;
      const before = { ...(checkpoint ? { checkpoint } : {}), ...(vocabulary ? { vocabulary } : {}) };
      const plan = await life.prepareCall("training.start", { runId, project, paused: isPaused, ...before });
      life.holds.model = project;
      if (signal.aborted) {
        // Stopped while it was starting: it has started now, and must not train on unseen.
        await worker.tell("training.stop", { runId });
        signal.throwIfAborted();
      }
      recorder.plan(plan);
      recorder.weightsChanged();
      // A short run may have ended before this answer came.
      if (status() !== "ended") run.setState({ run: { status: isPaused ? "paused" : "running" } });
      if (wantsPause && !isPaused) await worker.tell("training.pause", { runId });
      if (learningRateByHand !== undefined) await worker.tell("training.setLearningRate", { runId, learningRate: learningRateByHand });
    } catch (error) {
      if (worker.hasDied) return;
      if (signal.aborted) endStopped();
      else failRun(problemOf(error));
    }
  }

  function endStopped(): void {
    run.setState({ run: { status: "ended", end: { reason: "stopped" } } });
  }
  function failRun(problem: Problem): void {
    run.setState({ run: { status: "ended", end: { reason: "failed", problem } }, problem });
  }

  /** The worker is gone: another takes its place, and a run goes on from its last checkpoint. */
  function lose(backend: BackendName | undefined, problem: Problem): void {
    if (isDisposed) return;
    const gaveUp = losses.note(backend, now());
    if (status() === "stopping") endStopped();
    const { run: before } = run.getState();
    const isRun = isBusyWithRun();
    if (isRun) run.setState({ run: { status: "recovering", attempt: before.status === "recovering" ? before.attempt + 1 : 1 } });
    if (losses.isExhausted) {
      // Nothing takes its place any more: what the problem says of that is no longer so.
      const last = { ...problem, remedy: noneLeft };
      if (isRun) failRun(last);
      else run.setState({ problem: last });
      return;
    }
    void turns.take(true, async (signal) => {
      await waitFor(losses.waitMs(now()), signal);
      if (signal.aborted) return;
      if (status() === "recovering") await recover(signal, gaveUp ? backend : undefined);
      else await prepareNow(signal);
    });
  }

  async function recover(signal: AbortSignal, gaveUpOn: BackendName | undefined): Promise<void> {
    const { pinned, runId } = run.getState();
    if (!pinned || runId === undefined) return;
    const checkpoint = lastCheckpoint;
    recorder.rewind(checkpoint?.step ?? 0);
    await launch(pinned.project, runId, checkpoint, signal);
    if (status() === "running" || status() === "paused") run.setState({ notice: goesOnFrom(checkpoint?.step ?? 0, gaveUpOn) });
  }

  async function stop(): Promise<void> {
    if (turns.cancel("runs")) await turns.settled();
    if (stopping) return await stopping;
    const { runId } = run.getState();
    if (runId === undefined) return;
    if (status() === "preparing" || status() === "recovering") endStopped();
    if (status() !== "running" && status() !== "paused") return;
    run.setState({ run: { status: "stopping" } });
    const tellStop = async () => {
      await worker.tell("training.stop", { runId });
      // The event may be lost with a worker that falls silent; that it answered is enough, and others wait for the end.
      if (status() === "stopping" && run.getState().runId === runId) endStopped();
    };
    stopping = tellStop().finally(() => {
      stopping = undefined;
    });
    await stopping;
  }

  async function replaceProject(): Promise<void> {
    turns.cancel("all");
    await stop();
    await turns.take(false, async (signal) => {
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
      const weights = pinned && (await worker.ask("model.weights", {}).catch(() => undefined));
      if (lastCheckpoint && weights) lastCheckpoint = { ...lastCheckpoint, weights };
      return await prepareNow(signal);
    }
    const checkpoint = await worker.ask("training.checkpoint", { runId: runId ?? "" }).catch(() => undefined);
    if (!isGoing()) return;
    lastCheckpoint = checkpoint ?? lastCheckpoint;
    wantsPause = status() === "paused";
    run.setState({ run: { status: "recovering", attempt: 1 } });
    worker.end();
    await recover(signal, undefined);
  }

  async function restoreNow(saved: SavedRun, signal: AbortSignal): Promise<void> {
    if (isBusyWithRun()) return;
    recorder.begin(saved.checkpoint.runId, saved.project, document.getState().revision);
    recorder.fill(saved);
    lastCheckpoint = saved.checkpoint;
    run.setState({ run: { status: "ended", end: saved.end ?? { reason: "stopped" } } });
    dropModel();
    await prepareNow(signal);
    // What it gets right and wrong follows from its weights: worked out anew rather than kept.
    const { data, model } = run.getState();
    if (!model || !data || data.counts.validation === 0 || signal.aborted) return;
    const evaluation = await worker.ask("model.evaluate", { split: "validation" }, signal).catch(() => undefined);
    if (evaluation) recorder.evaluated(evaluation);
  }

  /** Steps and resumes go out one by one, behind a pause; a pause itself waits for nothing. */
  function afterOthers(work: () => Promise<void>): Promise<void> {
    const mine = controls.then(work);
    controls = mine.catch(() => undefined);
    return mine;
  }

  const unsubscribe = document.subscribe(({ project }, { project: before }) => {
    if (project === before) return;
    // What the network before answers means nothing to other data.
    const isOther = project.id !== before.id || project.data.datasetId !== before.data.datasetId;
    if (isOther && !run.getState().pinned) dropModel();
    // Another project altogether: its predecessor's run must not go on beside it.
    if (project.id !== before.id) {
      replacing = replaceProject();
      return;
    }
    // What a finished run shows is about examples that are no longer chosen.
    if (status() === "ended" && !isSameSource(project.data, before.data)) forget();
    scheduleSettle();
  });
  const unsubscribeView = view.subscribe((state, before) => {
    if (state.backendPreference !== before.backendPreference && isPrepared) void turns.take(true, switchBackend);
  });

  return {
    async prepare() {
      isPrepared = true;
      clearTimeout(settleTimer);
      await replacing;
      await turns.take(false, prepareNow);
    },
    async start(options = {}) {
      isPrepared = true;
      if (!isBusyWithRun()) await turns.take(true, (signal) => startNow(signal, options));
    },
    async restore(saved) {
      isPrepared = true;
      await stop();
      // Another was opened meanwhile, or a run was started: neither is to be replaced by ours, nor what prepares it cancelled.
      if (document.getState().project.id !== saved.project.id || isBusyWithRun()) return;
      // Whoever is preparing the fresh network of this project does so for nothing, and in front of us.
      turns.cancel("all");
      await turns.take(false, (signal) => restoreNow(saved, signal));
    },
    async pause() {
      const { runId } = run.getState();
      wantsPause = true;
      if (status() !== "running" || runId === undefined) return;
      const paused = worker.tell("training.pause", { runId });
      controls = Promise.allSettled([controls, paused]);
      await paused;
    },
    resume() {
      wantsPause = false;
      return afterOthers(async () => {
        const { runId } = run.getState();
        if (status() !== "paused" || runId === undefined) return;
        run.setState({ run: { status: "running" } });
        await worker.tell("training.resume", { runId });
      });
    },
    async step(unit) {
      if (!isBusyWithRun()) await turns.take(true, (signal) => startNow(signal, { paused: true }));
      await afterOthers(async () => {
        const { runId } = run.getState();
        if (status() !== "paused" || runId === undefined) return;
        if (unit === "epoch") run.setState({ run: { status: "running" } });
        await worker.tell("training.step", { runId, unit });
      });
    },
    stop,
    async reset() {
      await stop();
      await turns.take(false, async (signal) => {
        if (isBusyWithRun()) return;
        forget();
        await prepareNow(signal);
      });
    },
    async setLearningRate(learningRate) {
      const { runId } = run.getState();
      if (!hasRun() || runId === undefined) return;
      learningRateByHand = learningRate;
      run.setState({ rateByHand: learningRate });
      // Where it stands still no checkpoint would come that has it, and a crash would lose it.
      if (status() === "paused" && lastCheckpoint?.step === run.getState().step) tellCheckpoint({ ...lastCheckpoint, learningRate });
      await worker.tell("training.setLearningRate", { runId, learningRate });
    },
    async setBackend(preference) {
      view.setState({ backendPreference: preference });
      await turns.settled();
    },
    async evaluate(split) {
      const { runId } = run.getState();
      // All of the test part, so that its figures are those of the set and not of a few examples.
      const evaluation = await ask("model.evaluate", { split, ...(split === "test" ? { answers: Infinity } : {}) });
      if (run.getState().runId !== runId) throw notReady();
      recorder.evaluated(evaluation);
      return evaluation;
    },
    async checkpoint() {
      const { runId } = run.getState();
      if (runId !== undefined && (status() === "running" || status() === "paused")) lastCheckpoint = await worker.ask("training.checkpoint", { runId });
      return lastCheckpoint;
    },
    get lastCheckpoint() {
      return lastCheckpoint;
    },
    onCheckpoint(listener) {
      checkpointListeners.add(listener);
      return () => void checkpointListeners.delete(listener);
    },
    judge: (params, signal) => ask("model.evaluate", params, signal),
    predict: (params, signal) => ask("model.predict", params, signal),
    generate: createGenerate(worker, ask),
    attribute: (params, signal) => ask("model.attribute", params, signal),
    embedding: (params, signal) => ask("model.embedding", params, signal),
    roc: (params, signal) => ask("model.roc", params, signal),
    examples: (params, signal) => ask("data.examples", params, signal),
    textFigures: (params, signal) => ask("data.textFigures", params, signal),
    augment: (params, signal) => ask("data.augment", params, signal),
    probe: (params, signal) => ask("probe.layers", params, signal),
    weights: (params, signal) => ask("model.weights", params, signal),
    dispose() {
      isDisposed = true;
      turns.cancel("all");
      clearTimeout(settleTimer);
      unsubscribe();
      unsubscribeView();
      worker.end();
    },
  };
}

const noneLeft = message({
  en: "It failed too often to be replaced again. Reload the page, or choose another device.",
  zh: "它多次失败，不再更换。请重新加载页面，或改选其他设备。",
});

function newRunId(): string {
  const words = crypto.getRandomValues(new Uint32Array(3));
  return `run-${Array.from(words, (word) => word.toString(36)).join("")}`;
}

function goesOnFrom(step: number, gaveUpOn: BackendName | undefined): Message {
  const figure = step.toLocaleString("en");
  if (gaveUpOn === undefined) return message({ en: "Training goes on from step {step}.", zh: "训练从第 {step} 步继续。" }, { step: figure });
  return message(
    {
      en: "{backend} failed several times. Training goes on from step {step} on another device.",
      zh: "{backend} 多次失败，训练改用其他设备，从第 {step} 步继续。",
    },
    { backend: backendTitle[gaveUpOn], step: figure },
  );
}
