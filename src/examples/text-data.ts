/** The data settings of templates on texts: the pipeline as the set starts with it, but for what is said. */
import { datasetConfig } from "@/data/dataset-config";
import { datasetOf } from "@/data/datasets";
import type { DataSettings } from "@/data/data-settings";
import type { TextPipeline } from "@/data/text/text-fields";

/** A tenth for validation: these sets are small, and each text that trains counts. */
export function textData(datasetId: string, pipeline: Partial<TextPipeline> = {}): Pick<DataSettings, "datasetId"> & Partial<DataSettings> {
  return { datasetId, config: datasetConfig(datasetOf(datasetId), pipeline), normalization: "none", validationSplit: 0.1, testSplit: 0 };
}
