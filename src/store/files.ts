/** The project on screen into one `.layerlab` file, and a file onto the screen. */
import type { Message } from "@/base/text";
import { datasetFor } from "@/data/datasets";
import type { Evaluation } from "@/engine/protocol";
import type { GivenFile, OpenedFile } from "@/interop/import/import-file";
import type { ImportedModel } from "@/interop/import/imported-model";
import { isListed, takenInOrder } from "@/interop/import/listed-weights";
import { matchingWeights } from "@/interop/import/matching-weights";
import type { LayerlabContent, NamedTensor, Preprocessing, SavedMetrics } from "@/interop/layerlab/content";
import type { Digest } from "@/interop/layerlab/encode";
import { saveLayerlab } from "@/interop/layerlab/layerlab-file";
import type { ProjectDocument } from "@/project/project";
import type { Bench } from "@/store/bench";
import { importedRun } from "@/store/imported-run";
import { savedRunOf, sharingEqualParts } from "@/store/persistence/saved-run";

type Parts = Pick<Bench, "document" | "run" | "session">;

export interface SavedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Those of the run in it, if there is one. */
  readonly weights: readonly NamedTensor[] | undefined;
}

/** With the run on screen up to this very step, if there is one. `app` is the version of the page. */
export async function saveToFile({ document, run, session }: Parts, app: string, digest?: Digest): Promise<SavedFile> {
  const { project } = document.getState();
  // The worker may be gone; then the last checkpoint that arrived has to do.
  const checkpoint = await session.checkpoint().catch(() => session.lastCheckpoint);
  const saved = savedRunOf(run.getState(), checkpoint);
  const { evaluation, testEvaluation } = run.getState();
  const content: LayerlabContent = {
    project,
    ...(saved ? { run: saved } : {}),
    metrics: [evaluation, testEvaluation].filter((one) => one !== undefined).map(metricsOf),
    classNames: datasetFor(project.data).classNames ?? [],
    preprocessing: preprocessingOf(project),
  };
  return { name: fileNameOf(project.name), bytes: await saveLayerlab(content, app, digest), weights: saved?.checkpoint.weights };
}

/** Reads files, wherever that happens; throws a `ProblemError` that names what is wrong with them. */
export type ReadFiles = (files: readonly GivenFile[]) => Promise<OpenedFile>;

/**
 * Puts a file on screen, or `model.json` with its weights. It becomes a project of its own (`newId`), so that what is kept under its old
 * name stays as it is. The note says what had to be assumed. Throws a `ProblemError` before anything is changed.
 */
export async function openFile(
  { document, session }: Pick<Parts, "document" | "session">,
  files: readonly GivenFile[],
  newId: string,
  read: ReadFiles,
): Promise<{ readonly project: ProjectDocument; readonly note?: Message }> {
  const file = await read(files);
  const { project, run, mended } =
    file.kind === "project" ? file.content : { ...importedRun(modelOf(file, document.getState().project), document.getState().project, newId), mended: [] };
  const opened = { ...project, id: newId };
  document.open(opened, mended);
  if (run) await session.restore({ ...run, project: sharingEqualParts({ ...run.project, id: newId }, opened) });
  return { project: opened, ...(file.kind === "weights" && isListed(file.tensors) ? { note: takenInOrder } : {}) };
}

/** Weights alone are for the network on screen. */
function modelOf(file: Exclude<OpenedFile, { readonly kind: "project" }>, { name, network }: ProjectDocument): ImportedModel {
  return file.kind === "model" ? file.model : { program: "weights", name, network, weights: matchingWeights(network, file) };
}

function metricsOf({ split, isSample, indices, loss, accuracy, meanAbsoluteError }: Evaluation): SavedMetrics {
  return {
    split,
    isSample,
    examples: indices.length,
    loss,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(meanAbsoluteError === undefined ? {} : { meanAbsoluteError }),
  };
}

/** Shift and scale where they follow from the setting alone; else they come from the training examples. */
function preprocessingOf({ data }: ProjectDocument): Preprocessing {
  const { inputShape, kind } = datasetFor(data);
  const every = (value: number) => Array.from({ length: inputShape.at(-1) ?? 1 }, () => value);
  const isFixed = data.normalization === "none" || (data.normalization === "unit" && kind === "image");
  // Pixels are 0 … 1 before it; "none" gives them as files hold them, 0 … 255.
  const factor = data.normalization === "none" && kind === "image" ? 255 : 1;
  return { inputShape, normalization: data.normalization, ...(isFixed ? { shift: every(0), scale: every(factor) } : {}) };
}

/** `My net / 2` -> `My net 2.layerlab`: what every system takes for a file name. */
export function fileNameOf(projectName: string): string {
  const safe = projectName
    // oxlint-disable-next-line no-control-regex -- these are the characters that are taken out
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s.]+|[\s.]+$/g, "")
    .slice(0, 80);
  return `${safe || "network"}.layerlab`;
}
