/** Content into named parts, with a manifest that says the length and the hash of each. */
import { joinedBytes } from "@/base/bytes";
import { strToU8 } from "fflate";
import { formatVersion, type LayerlabContent, type LayerlabRun, type NamedTensor, type PartName, type Parts } from "@/interop/layerlab/content";
import { fileProblem } from "@/interop/layerlab/file-problem";
import { writeTensors } from "@/interop/layerlab/safetensors";
import { sha256 } from "@/interop/sha256";

/** Hex SHA-256 of bytes; the browser's own is faster where it exists. */
export type Digest = (bytes: Uint8Array) => string | Promise<string>;
/** Resolves when whoever else needs the thread has had it. */
export type Breathe = () => Promise<void>;

/** Writing more records than this in one go holds up a page that draws while a run of thousands of epochs is kept. */
const recordsPerPiece = 1000;

const json = (value: unknown) => strToU8(JSON.stringify(value));

/** `app` is the version of the page that saves. Throws `file.notFinite` for weights that are no numbers. */
export async function encodeParts(content: LayerlabContent, app: string, digest: Digest = sha256, breathe?: Breathe): Promise<Parts> {
  const { project, run, metrics, classNames, preprocessing } = content;
  const parts: [PartName, Uint8Array][] = [
    ["project.json", json(project)],
    ...(preprocessing ? [["preprocessing.json", json(preprocessing)] as [PartName, Uint8Array]] : []),
    ["labels.json", json(classNames)],
    ["metrics.json", json(metrics)],
    ...(run ? await runParts(run, breathe) : []),
  ];
  const manifest = {
    format: "layerlab",
    version: formatVersion,
    app,
    parts: await Promise.all(parts.map(async ([name, bytes]) => ({ name, bytes: bytes.length, sha256: await digest(bytes) }))),
  };
  return new Map<string, Uint8Array>([["manifest.json", json(manifest)], ...parts]);
}

async function runParts(run: LayerlabRun, breathe: Breathe | undefined): Promise<[PartName, Uint8Array][]> {
  const { checkpoint, project, epochs, curves, vocabulary, end } = run;
  const { weights, optimizer, best, runId, step, learningRate, elapsedMs, epochSoFar } = checkpoint;
  for (const tensors of [weights, optimizer, best?.weights ?? []]) refuseNonFinite(tensors);
  const index = {
    runId,
    step,
    ...(learningRate === undefined ? {} : { learningRate }),
    ...(elapsedMs === undefined ? {} : { elapsedMs }),
    ...(epochSoFar ? { epochSoFar } : {}),
    ...(best ? { best: { value: best.value, epoch: best.epoch, sinceEpochs: best.sinceEpochs } } : {}),
    firstStep: curves.firstStep,
    ...(end ? { end } : {}),
    project,
  };
  const steps = curves.loss.length;
  const column = (name: string, data: Float32Array): NamedTensor => ({ name, shape: [data.length], data });
  return [
    ["run.json", await withEpochs(index, epochs, breathe)],
    ...(vocabulary ? [["vocabulary.json", json(vocabulary)] as [PartName, Uint8Array]] : []),
    ["weights.safetensors", writeTensors(weights)],
    ["optimizer.safetensors", writeTensors(optimizer)],
    ...(best?.weights ? [["best.safetensors", writeTensors(best.weights)] as [PartName, Uint8Array]] : []),
    [
      "curves.safetensors",
      writeTensors([
        column("loss", curves.loss),
        ...(curves.accuracy ? [column("accuracy", curves.accuracy)] : []),
        column("learningRate", curves.learningRate),
        ...(curves.weights ? [{ name: "weights", shape: [steps, steps === 0 ? 0 : curves.weights.length / steps], data: curves.weights }] : []),
      ]),
    ],
  ];
}

/** The JSON of a run with the records of its epochs, of which there may be thousands: written piece by piece. */
async function withEpochs(index: object, epochs: LayerlabRun["epochs"], breathe: Breathe | undefined): Promise<Uint8Array> {
  const pieces = [strToU8(`${JSON.stringify(index).slice(0, -1)},"epochs":[`)];
  for (let at = 0; at < epochs.length; at += recordsPerPiece) {
    if (at > 0) await breathe?.();
    const piece = JSON.stringify(epochs.slice(at, at + recordsPerPiece)).slice(1, -1);
    pieces.push(strToU8(at > 0 ? `,${piece}` : piece));
  }
  return joinedBytes([...pieces, strToU8("]}")]);
}

/** A run that has blown up cannot go on, and a file of it would only spread the damage. */
export function refuseNonFinite(tensors: readonly NamedTensor[]): void {
  const broken = tensors.find(({ data }) => !areFinite(data));
  if (broken)
    throw fileProblem(
      "notFinite",
      {
        en: "The weights {name} hold values that are no numbers (NaN or infinite): the run they come from has diverged.",
        zh: "权重 {name} 中含有非数值（NaN 或无穷大）：其训练已发散。",
      },
      { name: broken.name },
    );
}

/** Any NaN or infinity times zero is NaN, and stays so in a sum: many times faster than asking value by value. */
function areFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) * 0;
  return sum === 0;
}
