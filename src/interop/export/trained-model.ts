/** What leaves Layerlab for other programs: a network that runs, with its weights and what its outputs mean. */
import { strToU8 } from "fflate";
import type { Text } from "@/base/text";
import type { Split } from "@/data/define-dataset";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { Precision } from "@/interop/compress/precision";
import type { RunFacts } from "@/interop/export/card/run-facts";
import type { TrainingExamples } from "@/interop/export/training/training-examples";
import type { NamedTensor } from "@/interop/layerlab/content";
import { planOf, type Plan } from "@/network/plan";
import type { NetworkDocument } from "@/network/document";
import type { ProjectDocument } from "@/project/project";

export interface TrainedModel {
  /** The project's. */
  readonly name: string;
  readonly plan: Plan;
  /** By `conv2d_1/kernel`. */
  readonly weights: ReadonlyMap<string, NamedTensor>;
  /** What the weights were rounded to; float32 where nothing is said. */
  readonly precision?: Precision;
  /** In the order of the outputs; empty when there are no classes. */
  readonly classNames: readonly Text[];
  /** How inputs are scaled before the network sees them: (value − shift) × scale per channel, pixels 0 … 1 before it. */
  readonly preprocessing?: { readonly normalization: string; readonly shift: readonly number[]; readonly scale: readonly number[] };
  /** What the network answers to a few inputs: whoever opens the file can see that it says the same. */
  readonly golden?: Golden;
  /** How it came about, where it was trained, for formats that tell of it. */
  readonly run?: RunFacts;
  /** To go on training with, for formats that take them. */
  readonly examples?: TrainingExamples;
  /** Where it comes from, for formats that tell or use it. */
  readonly origin?: Origin;
}

export interface Origin {
  /** That it was trained with. */
  readonly project: ProjectDocument;
  /** Of sets of texts: what the numbers of their tokens stand for. */
  readonly vocabulary?: Vocabulary;
  /** Of series: all values, in the order of time. */
  readonly series?: readonly number[];
  /** Examples by split. */
  readonly counts: Readonly<Record<Split, number>>;
}

/** `count` examples after the preprocessing, and the answers to them, row-major. */
export interface Golden {
  readonly count: number;
  /** An array for each Input, by the names and in the order of `modelInputs`. */
  readonly inputs: readonly NamedTensor[];
  readonly outputs: Float32Array;
}

export function trainedModel(
  name: string,
  network: NetworkDocument,
  weights: readonly NamedTensor[],
  rest: Pick<TrainedModel, "classNames" | "preprocessing" | "golden" | "origin" | "examples" | "run" | "precision">,
): TrainedModel {
  return { name, plan: planOf(network), weights: new Map(weights.map((tensor) => [tensor.name, tensor])), ...rest };
}

/** The tensors of one layer in the order in which it declares them. Throws where one is missing: then the weights are another network's. */
export function tensorsOf({ weights }: TrainedModel, layer: TrainedModel["plan"]["layers"][number]): readonly NamedTensor[] {
  return layer.weights.map((spec) => {
    const tensor = weights.get(`${layer.node.name}/${spec.name}`);
    if (!tensor) throw new Error(`The weights lack ${layer.node.name}/${spec.name}.`);
    return tensor;
  });
}

/** `Two spirals / 2` -> `two_spirals_2`: an identifier in every language, `network` where nothing is left. */
export function identifierOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(words) ? words : `network${words === "" ? "" : `_${words}`}`;
}

/** What formats have no place for, as files beside the model. Of sets of texts: by which settings, and with which tokens, they become numbers. */
export function notes({
  classNames,
  preprocessing,
  origin,
}: Pick<TrainedModel, "classNames" | "preprocessing" | "origin">): Readonly<Record<string, Uint8Array>> {
  return {
    ...(classNames.length > 0 ? { "labels.json": strToU8(JSON.stringify(classNames)) } : {}),
    ...(preprocessing
      ? { "preprocessing.json": strToU8(JSON.stringify({ ...preprocessing, dataset: origin?.project.data.datasetId, config: origin?.project.data.config })) }
      : {}),
    ...(origin?.vocabulary ? { "vocabulary.json": strToU8(JSON.stringify(origin.vocabulary.tokens)) } : {}),
  };
}
