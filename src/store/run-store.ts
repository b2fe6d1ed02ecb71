/** A read-only picture of the worker: what the run is doing, its curves and its latest evaluation. Written by `session` only. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "@/base/problem";
import type { Message } from "@/base/text";
import type { DataSettings } from "@/data/data-settings";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { DataReport, DeviceReport, EpochRecord, Evaluation, Execution, ModelReport, RunEnd, RunPlan } from "@/engine/protocol";
import type { ProjectDocument } from "@/project/project";

/** Append-only columns that grow by doubling; charts read `values.subarray(0, length)` when `revision` changes. */
export interface Series {
  readonly length: number;
  readonly step: Float64Array;
  readonly value: Float32Array;
}
/** Curves of one run, by step. Mutable on purpose and outside React: watch `RunState.curvesRevision`. */
export interface Curves {
  readonly loss: Series;
  readonly accuracy: Series;
  readonly learningRate: Series;
  readonly valLoss: Series;
  readonly valAccuracy: Series;
  /** Tiny networks: [steps, paramCount]. */
  readonly weights: { readonly paramCount: number; readonly length: number; readonly value: Float32Array };
}

export type RunStatus =
  | { readonly status: "idle" }
  | { readonly status: "preparing" }
  | { readonly status: "running" | "paused" | "stopping" }
  | { readonly status: "recovering"; readonly attempt: number }
  | { readonly status: "ended"; readonly end: RunEnd };

export interface RunState {
  readonly device: DeviceReport | undefined;
  readonly data: DataReport | undefined;
  /** Settings of the data that are loaded: examples and figures are of these, whatever has been edited since. */
  readonly loadedData: DataSettings | undefined;
  readonly dataProgress: { readonly loadedBytes: number; readonly totalBytes: number } | undefined;
  readonly model: ModelReport | undefined;
  readonly run: RunStatus;
  readonly runId: string | undefined;
  readonly plan: RunPlan | undefined;
  /** How the run's steps reach the device, where that is worth a word. */
  readonly execution: Execution | undefined;
  /** The project the run was started with; editing later shows "changed since this run". */
  readonly pinned: { readonly project: ProjectDocument; readonly revision: number } | undefined;
  /** Of a saved run on texts: the vocabulary that it was saved with. */
  readonly givenVocabulary: Vocabulary | undefined;
  /** Learning rate set by hand in this run, before the schedule. */
  readonly rateByHand: number | undefined;
  readonly step: number;
  readonly examplesPerSecond: number;
  readonly elapsedMs: number;
  /** To the last epoch; undefined while it cannot be told. */
  readonly remainingMs: number | undefined;
  readonly curves: Curves;
  readonly curvesRevision: number;
  /** Newest evaluation on validation (full or sample), and on test once it was asked for. */
  readonly evaluation: Evaluation | undefined;
  readonly evaluationStep: number;
  readonly testEvaluation: Evaluation | undefined;
  /** Epoch ends, oldest first: the table of the run. */
  readonly epochs: readonly EpochRecord[];
  readonly problem: Problem | undefined;
  /** Calm news: "Training goes on from step 2,700". */
  readonly notice: Message | undefined;
  /** Rises whenever the weights on the device may have changed: predictions and probes older than this are stale. */
  readonly weightsRevision: number;
}
export type RunStore = StoreApi<RunState>;

function emptySeries(): Series {
  return { length: 0, step: new Float64Array(0), value: new Float32Array(0) };
}
export function emptyCurves(): Curves {
  return {
    loss: emptySeries(),
    accuracy: emptySeries(),
    learningRate: emptySeries(),
    valLoss: emptySeries(),
    valAccuracy: emptySeries(),
    weights: { paramCount: 0, length: 0, value: new Float32Array(0) },
  };
}

export function createRunStore(): RunStore {
  return createStore<RunState>(() => ({
    device: undefined,
    data: undefined,
    loadedData: undefined,
    dataProgress: undefined,
    model: undefined,
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
    curves: emptyCurves(),
    curvesRevision: 0,
    evaluation: undefined,
    evaluationStep: 0,
    testEvaluation: undefined,
    epochs: [],
    problem: undefined,
    notice: undefined,
    weightsRevision: 0,
  }));
}
