/** The chosen data: what is declared, what is set, what will come of it, and whether the worker has it yet. */
import { useCallback } from "react";
import type { Text } from "@/base/text";
import { datasetSize } from "@/data/dataset-config";
import type { DataSettings } from "@/data/data-settings";
import { findDatasetFor } from "@/data/datasets";
import type { DatasetDefinition, Split } from "@/data/define-dataset";
import { splitCounts } from "@/data/split";
import type { DataReport } from "@/engine/protocol";
import { useBench, useDocument, useRun } from "@/hooks/bench";
import { editData } from "@/store/commands/data-commands";

export interface ChosenData {
  readonly dataset: DatasetDefinition;
  readonly data: DataSettings;
  /** All examples before the split. */
  readonly size: { readonly count: number; readonly testCount: number };
  /** What each split will hold, known before anything is loaded. */
  readonly counts: Readonly<Record<Split, number>>;
  /** What the worker holds of this very dataset; undefined while it holds another or none. */
  readonly report: DataReport | undefined;
}

/** Undefined when the project names data that this version does not have. */
export function useData(): ChosenData | undefined {
  const data = useDocument((state) => state.project.data);
  const loaded = useRun((state) => state.loadedData);
  const report = useRun((state) => state.data);
  const dataset = findDatasetFor(data);
  if (!dataset) return undefined;
  const size = datasetSize(dataset, data.config);
  return { dataset, data, size, counts: splitCounts(size, data), report: loaded?.datasetId === dataset.id && loaded.own === data.own ? report : undefined };
}

export interface DataEditor {
  /** `key` names the field, so that a drag or typing in it merges into one step of undo. */
  readonly change: (key: string, field: Text, next: Partial<DataSettings>) => void;
  readonly commit: () => void;
}

/** Names a step of undo. */
export const changed: Text = { en: "Change {field}", zh: "修改{field}" };

export function useDataEditor(): DataEditor {
  const bench = useBench();
  const change = useCallback<DataEditor["change"]>((key, field, next) => editData(bench, key, { text: changed, values: { field } }, next), [bench]);
  const commit = useCallback(() => bench.document.closeGesture(), [bench]);
  return { change, commit };
}
