/** The network on screen as it leaves for other programs: its weights, what its outputs mean, and a few answers to check it by. */
import { datasetFor } from "@/data/datasets";
import type { Normalizer } from "@/data/normalization";
import { roundedTo, type Precision } from "@/interop/compress/precision";
import { inputArrays } from "@/interop/export/model-inputs";
import { trainedModel, type Golden, type Origin, type TrainedModel } from "@/interop/export/trained-model";
import { leavingCount, type TrainedSplit, type TrainingExamples } from "@/interop/export/training/training-examples";
import type { DataReport, ExampleSet, TensorRecord } from "@/engine/protocol";
import type { NetworkDocument } from "@/network/document";
import { planOf, type Plan } from "@/network/plan";
import type { ProjectDocument } from "@/project/project";
import type { Bench } from "@/store/bench";
import { runFacts } from "@/store/run-facts";

const goldenCount = 32;
const goldenSeed = 1;

export interface ExportOptions {
  /** Weights of a file that is written already, in place of those of this moment. */
  readonly saved?: readonly TensorRecord[] | undefined;
  readonly precision?: Precision;
  /** To go on training with. */
  readonly withExamples?: boolean;
}

/** Throws a `ProblemError` where the network cannot run. */
export async function modelToExport(
  { document, run, session }: Pick<Bench, "document" | "run" | "session">,
  { saved, precision = "float32", withExamples = false }: ExportOptions = {},
): Promise<TrainedModel> {
  const edited = document.getState().project;
  const project = run.getState().pinned?.project ?? edited;
  const isTraining = () => run.getState().run.status === "running";
  const wasTraining = isTraining();
  const weights = roundedTo(precision, saved ?? (await session.weights({})), project.network);
  const { data } = run.getState();
  // Weights that are being trained are others by the time they are asked, and rounded ones are not those on the device.
  const isMoving = wasTraining || isTraining() || precision !== "float32";
  const golden = data && (await answers(session, data, planOf(project.network), isMoving ? { network: project.network, weights } : undefined));
  const facts = runFacts(run.getState());
  return trainedModel(edited.name, project.network, weights, {
    classNames: datasetFor(project.data).classNames ?? [],
    ...(data ? { preprocessing: { normalization: project.data.normalization, ...data.normalizer } } : {}),
    ...(golden ? { golden } : {}),
    ...(data && withExamples ? { examples: await trainingExamples(session, data) } : {}),
    ...(facts ? { run: facts } : {}),
    precision,
    ...(data ? { origin: originOf(project, data) } : {}),
  });
}

function originOf(project: ProjectDocument, { vocabulary, series, counts }: DataReport): Origin {
  return { project, counts, ...(vocabulary ? { vocabulary } : {}), ...(series ? { series } : {}) };
}

/** The first of each split, as many as make some megabytes. */
async function trainingExamples(session: Bench["session"], { counts }: DataReport): Promise<TrainingExamples> {
  const { inputShape } = await session.examples({ split: "train", indices: [0] });
  const size = inputShape.reduce((product, length) => product * length, 1);
  const rowsOf = async (split: TrainedSplit) => {
    const total = counts[split];
    const count = leavingCount(split, total, size);
    const indices = Array.from({ length: count }, (_, i) => i);
    const { inputs, targets } = count > 0 ? await session.examples({ split, indices }) : { inputs: new Float32Array(), targets: new Float32Array() };
    return { count, total, inputs, targets };
  };
  return { train: await rowsOf("train"), validation: await rowsOf("validation") };
}

/** A few examples, the same each time, of those that were not trained on where there are any. Before the preprocessing. */
export function exampleInputs(session: Bench["session"], { counts }: DataReport): Promise<ExampleSet> {
  const split = (["test", "validation", "train"] as const).find((one) => counts[one] > 0) ?? "train";
  return session.examples({ split, sample: { count: goldenCount, seed: goldenSeed } });
}

/** These examples as the network itself sees them, and what it answers. */
async function answers(
  session: Bench["session"],
  data: DataReport,
  plan: Plan,
  still: { readonly network: NetworkDocument; readonly weights: readonly TensorRecord[] } | undefined,
): Promise<Golden> {
  const { inputs, inputShape } = await exampleInputs(session, data);
  const { outputs } = await session.predict({ inputs, ...(still ? { other: still } : {}) });
  const size = inputShape.reduce((product, length) => product * length, 1);
  const count = inputs.length / size;
  return { count, inputs: inputArrays(plan, count, normalized(inputs, data.normalizer)), outputs };
}

/** (value − shift) × scale per channel, the last axis. */
function normalized(values: Float32Array, { shift, scale }: Normalizer): Float32Array {
  const channels = Math.max(1, shift.length);
  return values.map((value, i) => (value - (shift[i % channels] ?? 0)) * (scale[i % channels] ?? 1));
}
