/** A loaded dataset, split and measured: what the worker knows of the data before any tensor is made. */
import { isSameExamples, isSameSource, type DataSettings } from "@/data/data-settings";
import { datasetFor } from "@/data/datasets";
import type { DatasetDefinition, LoadContext, LoadedDataset, Split } from "@/data/define-dataset";
import { normalizerOf, type Normalizer } from "@/data/normalization";
import { splitDataset, type SplitPositions } from "@/data/split";
import type { Vocabulary } from "@/data/text/vocabulary";
import type { DataReport } from "@/engine/protocol";

export interface PreparedDataset {
  readonly settings: DataSettings;
  readonly definition: DatasetDefinition;
  readonly loaded: LoadedDataset;
  readonly positions: SplitPositions;
  readonly normalizer: Normalizer;
  /** The vocabulary it was told to use. */
  readonly given?: Vocabulary;
  readonly report: DataReport;
}

/**
 * Loads and prepares; what `before` already holds is not loaded again.
 * `vocabulary`: the one that a saved network was trained with, in place of one of these training examples.
 */
export async function prepareDataset(
  settings: DataSettings,
  context: LoadContext,
  before: PreparedDataset | undefined,
  vocabulary?: Vocabulary,
): Promise<PreparedDataset> {
  const definition = datasetFor(settings);
  const isHere = before !== undefined && isSameSource(before.settings, settings);
  const raw = isHere ? before.loaded : await definition.load(settings.config, settings.seed, context);
  const positions = splitDataset(raw, settings);
  const isEncoded = isHere && isSameExamples(before.settings, settings) && JSON.stringify(vocabulary) === JSON.stringify(before.given);
  const loaded = definition.encode && !isEncoded ? definition.encode(raw, settings.config, positions.train, vocabulary) : raw;
  const normalizer = normalizerOf(settings.normalization, definition, loaded, positions.train);
  const given = vocabulary ? { given: vocabulary } : {};
  return { settings, definition, loaded, positions, normalizer, ...given, report: reportOf(definition, loaded, positions, normalizer) };
}

function reportOf(
  { classNames, task }: DatasetDefinition,
  { targets, vocabulary, series }: LoadedDataset,
  positions: SplitPositions,
  normalizer: Normalizer,
): DataReport {
  const classCounts = (split: Split): number[] => {
    if (task !== "classification" || !classNames || !targets) return [];
    const counts = classNames.map(() => 0);
    for (const position of positions[split]) {
      const label = targets[position] as number;
      counts[label] = (counts[label] ?? 0) + 1;
    }
    return counts;
  };
  return {
    counts: { train: positions.train.length, validation: positions.validation.length, test: positions.test.length },
    classCounts: { train: classCounts("train"), validation: classCounts("validation"), test: classCounts("test") },
    normalizer,
    ...(vocabulary ? { vocabulary } : {}),
    ...(series ? { series: [...series] } : {}),
  };
}
