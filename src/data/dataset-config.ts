/** A dataset's own settings, completed and kept within the limits of its fields. */
import { assertNever } from "@/base/assert-never";
import type { DatasetConfig, DatasetDefinition, DatasetFields, LoadedDataset } from "@/data/define-dataset";
import type { ConfigOf } from "@/network/fields";

/** One value per declared field: what is missing or no such value gets the field's initial one, numbers are clamped. */
export function datasetConfig<F extends DatasetFields>({ fields }: { readonly fields: F }, config: DatasetConfig): ConfigOf<F> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, settingOf(field, config[key])])) as ConfigOf<F>;
}

function settingOf(field: DatasetFields[string], given: DatasetConfig[string] | undefined): DatasetConfig[string] {
  switch (field.type) {
    case "int":
    case "float": {
      if (typeof given !== "number" || !Number.isFinite(given)) return field.initial;
      const clamped = Math.min(Math.max(given, field.min), field.max);
      return field.type === "int" ? Math.round(clamped) : clamped;
    }
    case "bool":
      return typeof given === "boolean" ? given : field.initial;
    case "choice":
      return typeof given === "string" && field.options.includes(given) ? given : field.initial;
    default:
      return assertNever(field);
  }
}

/** How many examples there will be, known before anything is loaded. */
export function datasetSize(definition: DatasetDefinition, config: DatasetConfig): Pick<LoadedDataset, "count" | "testCount"> {
  const { expectedCounts, sizeFor } = definition;
  if (sizeFor) return sizeFor(config);
  if (expectedCounts) return { count: expectedCounts.train + expectedCounts.test, testCount: expectedCounts.test };
  const { count } = datasetConfig(definition, config);
  return { count: typeof count === "number" ? count : 0, testCount: 0 };
}
