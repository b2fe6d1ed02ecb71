/** The network on screen as it leaves for other programs: its weights, what its outputs mean, and a few answers to check it by. */
import { datasetFor } from "@/data/datasets";
import type { Normalizer } from "@/data/normalization";
import { inputArrays } from "@/interop/export/model-inputs";
import { trainedModel, type Golden, type TrainedModel } from "@/interop/export/trained-model";
import type { DataReport } from "@/engine/protocol";
import { planOf, type Plan } from "@/network/plan";
import type { Bench } from "@/store/bench";

const goldenCount = 32;
const goldenSeed = 1;

/** Throws a `ProblemError` where the network cannot run. */
export async function modelToExport({ document, run, session }: Pick<Bench, "document" | "run" | "session">): Promise<TrainedModel> {
  const edited = document.getState().project;
  const project = run.getState().pinned?.project ?? edited;
  const weights = await session.weights({});
  const { data } = run.getState();
  const golden = data && (await answers(session, data, planOf(project.network)));
  return trainedModel(edited.name, project.network, weights, {
    classNames: datasetFor(project.data).classNames ?? [],
    ...(data ? { preprocessing: { normalization: project.data.normalization, ...data.normalizer } } : {}),
    ...(golden ? { golden } : {}),
  });
}

/** A few examples, of those that were not trained on where there are any, as the network itself sees them, and what it answers. */
async function answers(session: Bench["session"], { counts, normalizer }: DataReport, plan: Plan): Promise<Golden> {
  const split = (["test", "validation", "train"] as const).find((one) => counts[one] > 0) ?? "train";
  const { inputs, inputShape } = await session.examples({ split, sample: { count: goldenCount, seed: goldenSeed } });
  const { outputs } = await session.predict({ inputs });
  const size = inputShape.reduce((product, length) => product * length, 1);
  const count = inputs.length / size;
  return { count, inputs: inputArrays(plan, count, normalized(inputs, normalizer)), outputs };
}

/** (value − shift) × scale per channel, the last axis. */
function normalized(values: Float32Array, { shift, scale }: Normalizer): Float32Array {
  const channels = Math.max(1, shift.length);
  return values.map((value, i) => (value - (shift[i % channels] ?? 0)) * (scale[i % channels] ?? 1));
}
