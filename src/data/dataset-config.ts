/** A dataset's own settings, completed and kept within the limits of its fields. */
import type { DatasetDefinition, LoadedDataset } from "@/data/define-dataset";

/** One value per declared field: what is missing or no number gets the field's initial value, the rest is clamped. */
export function datasetConfig(definition: Pick<DatasetDefinition, "fields">, config: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(definition.fields).flatMap(([key, field]) => {
      if (field.type !== "int" && field.type !== "float") return [];
      const given = config[key];
      if (given === undefined || !Number.isFinite(given)) return [[key, field.initial]];
      const clamped = Math.min(Math.max(given, field.min), field.max);
      return [[key, field.type === "int" ? Math.round(clamped) : clamped]];
    }),
  );
}

/** How many examples there will be, known before anything is loaded. */
export function datasetSize(definition: DatasetDefinition, config: Readonly<Record<string, number>>): Pick<LoadedDataset, "count" | "testCount"> {
  const { expectedCounts } = definition;
  if (expectedCounts) return { count: expectedCounts.train + expectedCounts.test, testCount: expectedCounts.test };
  return { count: datasetConfig(definition, config)["count"] ?? 0, testCount: 0 };
}
