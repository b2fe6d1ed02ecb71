/** What the worker tells, written into the run store. */
import type { Checkpoint, Engine, EngineEvents, EpochRecord, Evaluation, RunPlan } from "@/engine/protocol";
import { emptyCurves, type RunState, type RunStore } from "@/store/run-store";
import { createCurveRecorder, type CurveRecorder } from "@/store/session/curves";
import type { SavedRun } from "@/store/session";
import type { ProjectDocument } from "@/project/project";

export interface RunRecorder {
  /** Follows one worker's events; only those of the run being shown count. */
  follow(engine: Engine): void;
  /** A new run is shown, from `step` on. */
  begin(runId: string, project: ProjectDocument, revision: number): void;
  plan(plan: RunPlan): void;
  /** Curves and epochs of a saved run. */
  fill(saved: SavedRun): void;
  /** Drops what came after a checkpoint, before the run goes on from there. */
  rewind(step: number): void;
  /** Nothing is shown any more. */
  forget(): void;
  evaluated(evaluation: Evaluation): void;
  weightsChanged(): void;
}

interface RecorderOptions {
  readonly run: RunStore;
  readonly onCheckpoint: (checkpoint: Checkpoint) => void;
  readonly onEnded: (event: EngineEvents["training.ended"]) => void;
}

/** Charts are drawn no faster, and nobody reads faster. */
const tellEveryMs = 100;

export const nothingShown = {
  run: { status: "idle" },
  runId: undefined,
  plan: undefined,
  execution: undefined,
  pinned: undefined,
  givenVocabulary: undefined,
  rateByHand: undefined,
  step: 0,
  examplesPerSecond: 0,
  elapsedMs: 0,
  remainingMs: undefined,
  evaluation: undefined,
  evaluationStep: 0,
  testEvaluation: undefined,
  epochs: [],
  problem: undefined,
  notice: undefined,
} as const satisfies Partial<RunState>;

export function createRunRecorder({ run, onCheckpoint, onEnded }: RecorderOptions): RunRecorder {
  let recorder: CurveRecorder = createCurveRecorder();
  const isShown = (runId: string) => run.getState().runId === runId;
  const next = (key: "curvesRevision" | "weightsRevision") => run.getState()[key] + 1;

  // Where an epoch is one step, hundreds of reports come in a second; telling the page of each would stop it.
  let untold: Partial<RunState> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellNow = (state: Partial<RunState>) => {
    untold = undefined;
    run.setState({ ...state, curvesRevision: next("curvesRevision"), weightsRevision: next("weightsRevision") });
  };
  /** The first at once; of those that follow closely, the newest. */
  const tell = (state: Partial<RunState>) => {
    if (timer !== undefined) {
      untold = { ...untold, ...state };
      return;
    }
    tellNow(state);
    timer = setTimeout(() => {
      timer = undefined;
      if (untold) tell(untold);
    }, tellEveryMs);
  };
  /** Before any other news, so that it comes after what went before it. */
  const catchUp = () => {
    if (untold) tellNow(untold);
  };
  const startAfresh = () => {
    clearTimeout(timer);
    timer = undefined;
    untold = undefined;
  };

  const markEpochs = (epochs: readonly EpochRecord[]) => {
    for (const { step, valLoss, valAccuracy } of epochs) {
      if (valLoss !== undefined) recorder.mark("valLoss", step, valLoss);
      if (valAccuracy !== undefined) recorder.mark("valAccuracy", step, valAccuracy);
    }
  };

  return {
    follow(engine) {
      engine.on("data.progress", (dataProgress) => run.setState({ dataProgress }));
      engine.on("training.progress", (event) => {
        if (!isShown(event.runId)) return;
        const { firstStep, loss, accuracy, learningRate, weights, examplesPerSecond, elapsedMs, remainingMs } = event;
        recorder.append("loss", firstStep, loss);
        recorder.append("learningRate", firstStep, learningRate);
        if (accuracy) recorder.append("accuracy", firstStep, accuracy);
        if (weights) recorder.appendWeights(loss.length, weights);
        // A test evaluation was of other weights.
        tell({ step: firstStep + loss.length, examplesPerSecond, elapsedMs, remainingMs, testEvaluation: undefined });
      });
      engine.on("training.execution", ({ runId, execution }) => {
        if (isShown(runId)) run.setState({ execution });
      });
      engine.on("training.evaluated", ({ runId, step, epochs, evaluation }) => {
        if (!isShown(runId)) return;
        markEpochs(epochs);
        const before = untold?.epochs ?? run.getState().epochs;
        tell({ evaluation, evaluationStep: step, ...(epochs.length > 0 ? { epochs: [...before, ...epochs] } : {}) });
      });
      engine.on("training.paused", ({ runId, step }) => {
        catchUp();
        if (isShown(runId) && run.getState().run.status !== "stopping") run.setState({ run: { status: "paused" }, step });
      });
      engine.on("training.checkpoint", ({ checkpoint }) => {
        catchUp();
        if (isShown(checkpoint.runId)) onCheckpoint(checkpoint);
      });
      engine.on("training.ended", (event) => {
        if (!isShown(event.runId)) return;
        catchUp();
        const { end, step } = event;
        run.setState({
          run: { status: "ended", end },
          step,
          weightsRevision: next("weightsRevision"),
          ...(end.reason === "failed" ? { problem: end.problem } : {}),
        });
        onEnded(event);
      });
    },
    begin(runId, project, revision) {
      startAfresh();
      recorder = createCurveRecorder();
      run.setState({
        ...nothingShown,
        run: { status: "preparing" },
        runId,
        pinned: { project, revision },
        curves: recorder.curves,
        curvesRevision: next("curvesRevision"),
      });
    },
    plan(plan) {
      // A run may go on where nothing is said of its steps.
      const hasWords = plan.device.backend === "webgpu";
      run.setState({ plan, data: plan.data, model: plan.model, device: plan.device, ...(hasWords ? {} : { execution: undefined }) });
    },
    fill({ curves: { firstStep, loss, accuracy, learningRate, weights }, epochs, checkpoint, vocabulary }) {
      recorder.append("loss", firstStep, loss);
      recorder.append("learningRate", firstStep, learningRate);
      if (accuracy) recorder.append("accuracy", firstStep, accuracy);
      if (weights && loss.length > 0) recorder.appendWeights(loss.length, weights);
      markEpochs(epochs);
      run.setState({
        epochs,
        givenVocabulary: vocabulary,
        step: checkpoint.step,
        elapsedMs: checkpoint.elapsedMs ?? 0,
        curvesRevision: next("curvesRevision"),
      });
    },
    rewind(step) {
      startAfresh();
      recorder.cutAt(step);
      const { epochs, evaluationStep } = run.getState();
      run.setState({
        step,
        remainingMs: undefined,
        epochs: epochs.filter((epoch) => epoch.step <= step),
        curvesRevision: next("curvesRevision"),
        ...(evaluationStep > step ? { evaluation: undefined, evaluationStep: 0 } : {}),
      });
    },
    forget() {
      startAfresh();
      recorder = createCurveRecorder();
      run.setState({ ...nothingShown, model: undefined, curves: emptyCurves(), curvesRevision: next("curvesRevision") });
    },
    evaluated(evaluation) {
      catchUp();
      run.setState(evaluation.split === "test" ? { testEvaluation: evaluation } : { evaluation, evaluationStep: run.getState().step });
    },
    weightsChanged: () => run.setState({ weightsRevision: next("weightsRevision") }),
  };
}
