/** The text pipeline as the network on screen knows it: its settings, and the vocabulary of the data that are loaded. */
import { useMemo } from "react";
import { datasetConfig } from "@/data/dataset-config";
import { isSameExamples, type DataSettings } from "@/data/data-settings";
import { createTextEncoder, type TextEncoder } from "@/data/text/text-encoder";
import { textFields } from "@/data/text/text-fields";
import { useRun } from "@/hooks/bench";

/** Undefined for other data, and until these are loaded. */
export function useTextEncoder(data: DataSettings): TextEncoder | undefined {
  const vocabulary = useRun((state) => (state.loadedData && isSameExamples(state.loadedData, data) ? state.data?.vocabulary : undefined));
  return useMemo(() => vocabulary && createTextEncoder(datasetConfig({ fields: textFields }, data.config), vocabulary), [vocabulary, data.config]);
}
