/** A loaded dataset, split and measured: what the worker knows of the data before any tensor is made. */
import { isSameSource, type DataSettings } from "@/data/data-settings";
import { datasetOf } from "@/data/datasets";
import type { DatasetDefinition, LoadContext, LoadedDataset, Split } from "@/data/define-dataset";
import { normalizerOf, type Normalizer } from "@/data/normalization";
import { splitDataset, type SplitPositions } from "@/data/split";
import type { DataReport } from "@/engine/protocol";

export interface PreparedDataset {
  readonly settings: DataSettings;
  readonly definition: DatasetDefinition;
  readonly loaded: LoadedDataset;
  readonly positions: SplitPositions;
  readonly normalizer: Normalizer;
  readonly report: DataReport;
}

/** Loads and prepares; what `before` already holds is not loaded again. */
export async function prepareDataset(settings: DataSettings, context: LoadContext, before: PreparedDataset | undefined): Promise<PreparedDataset> {
  const definition = datasetOf(settings.datasetId);
  const loaded = before && isSameSource(before.settings, settings) ? before.loaded : await definition.load(settings.config, settings.seed, context);
  const positions = splitDataset(loaded, settings);
  const normalizer = normalizerOf(settings.normalization, definition, loaded, positions.train);
  return { settings, definition, loaded, positions, normalizer, report: reportOf(definition, loaded, positions) };
}

function reportOf({ classNames, task }: DatasetDefinition, { targets }: LoadedDataset, positions: SplitPositions): DataReport {
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
  };
}
