/** The series of the run that is shown, and which of its windows are for test. */
import { useMemo } from "react";
import { isSameExamples } from "@/data/data-settings";
import type { SeriesFacts } from "@/data/series/calendar";
import type { ForecastWindows } from "@/data/series/forecast";
import { seriesWindowCount } from "@/data/series/windows";
import { useRun } from "@/hooks/bench";
import { useShownDataset, useShownProject } from "@/hooks/use-dataset";

export interface ShownSeries {
  readonly facts: SeriesFacts;
  /** All values, in the order of time. */
  readonly values: readonly number[];
  readonly test: ForecastWindows;
}

/** Undefined until the data on screen are those that are loaded. */
export function useSeries(): ShownSeries | undefined {
  const dataset = useShownDataset();
  const shown = useShownProject().data;
  const loaded = useRun((state) => state.loadedData);
  const report = useRun((state) => state.data);
  return useMemo(() => {
    if (!dataset?.series || !report?.series || !loaded || !isSameExamples(loaded, shown)) return undefined;
    const [facts, values] = [dataset.series, report.series];
    const [length = 1, horizon = 1] = [dataset.inputShape[0], dataset.targetShape[0]];
    const count = report.counts.test;
    return { facts, values, test: { length, horizon, count, from: seriesWindowCount(values.length, { length, horizon }) - count } };
  }, [dataset, shown, loaded, report]);
}
