/** The run on screen as files and the browser keep it, up to its checkpoint. */
import type { Checkpoint } from "@/engine/protocol";
import type { ProjectDocument } from "@/project/project";
import type { Curves, RunState, Series } from "@/store/run-store";
import type { SavedRun } from "@/store/session";

/** Undefined when the checkpoint is of another run, or nothing is shown. */
export function savedRunOf(run: RunState, checkpoint: Checkpoint | undefined): SavedRun | undefined {
  if (!checkpoint || !run.pinned || run.runId !== checkpoint.runId) return undefined;
  const { loss, accuracy, learningRate, weights } = run.curves;
  const firstStep = unbrokenFrom(loss, checkpoint.step);
  const column = (series: Series) => valuesOf(series, firstStep, checkpoint.step);
  const losses = column(loss);
  const count = losses.length;
  const accuracies = column(accuracy);
  // Without a vocabulary of its own it has that of the data it was trained on, which are those that are loaded.
  const vocabulary = run.givenVocabulary ?? run.data?.vocabulary;
  const path = weightsOf(weights, rowAt(loss, firstStep), count);
  return {
    checkpoint,
    project: run.pinned.project,
    epochs: run.epochs.filter((epoch) => epoch.step <= checkpoint.step),
    curves: {
      firstStep,
      loss: losses,
      learningRate: column(learningRate),
      ...(accuracies.length === count && count > 0 ? { accuracy: accuracies } : {}),
      ...(path ? { weights: path } : {}),
    },
    ...(vocabulary ? { vocabulary } : {}),
    ...(run.run.status === "ended" && checkpoint.step === run.step ? { end: run.run.end } : {}),
  };
}

/** First step of the stretch without gaps that leads up to `end`; saved curves have one value per step. */
function unbrokenFrom(series: Series, end: number): number {
  let at = series.length;
  while (at > 0 && (series.step[at - 1] ?? 0) >= end) at--;
  if (at === 0) return 0;
  while (at > 1 && series.step[at - 2] === (series.step[at - 1] ?? 0) - 1) at--;
  return series.step[at - 1] ?? 0;
}

/** Position of the first point at `step` or later; −1 when there is none. */
const rowAt = (series: Series, step: number) => series.step.subarray(0, series.length).findIndex((known) => known >= step);

/** `count` rows; undefined where the network is too large to have any, or a run of old lacks them. */
function weightsOf({ paramCount, length, value }: Curves["weights"], firstRow: number, count: number): Float32Array | undefined {
  if (paramCount === 0 || count === 0 || firstRow < 0 || firstRow + count > length) return undefined;
  return value.slice(firstRow * paramCount, (firstRow + count) * paramCount);
}

function valuesOf(series: Series, first: number, end: number): Float32Array {
  const from = rowAt(series, first);
  const to = series.step.subarray(0, series.length).findLastIndex((step) => step < end) + 1;
  return from < 0 ? new Float32Array(0) : series.value.slice(from, Math.max(from, to));
}

/**
 * A run's own project in terms of the one on screen: what is equal becomes the same object again, because
 * "changed since this run" is told by identity, which does not survive being written and read.
 */
export function sharingEqualParts(own: ProjectDocument, onScreen: ProjectDocument): ProjectDocument {
  const { nodes, edges } = onScreen.network;
  const shared = own.network.nodes.map((node) => {
    const other = nodes.find((candidate) => candidate.id === node.id && candidate.className === node.className);
    return other ? ({ ...node, config: sameIfEqual(node.config, other.config) } as typeof node) : node;
  });
  const network = { ...own.network, nodes: shared, edges: sameIfEqual(own.network.edges, edges) };
  return {
    ...own,
    network: sameIfEqual(network, onScreen.network),
    data: sameIfEqual(own.data, onScreen.data),
    training: sameIfEqual(own.training, onScreen.training),
  };
}

function sameIfEqual<T>(own: T, other: T): T {
  return JSON.stringify(own) === JSON.stringify(other) ? other : own;
}
