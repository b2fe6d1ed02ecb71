/** Sets of texts with one class each: what differs is declared, the pipeline is the same for all. */
import type { Text } from "@/base/text";
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition, DatasetFields, DatasetSource } from "@/data/define-dataset";
import { readTexts, type TextCounts } from "@/data/datasets/read-texts";
import { encodeTexts } from "@/data/text/encode-texts";
import { textFields, type TextPipeline } from "@/data/text/text-fields";
import { initialConfigOf } from "@/network/fields";

interface TextSet {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly source: DatasetSource;
  readonly classNames: readonly Text[];
  readonly counts: TextCounts;
  readonly sampleText: string;
  /** Where these texts start with other settings than usual. */
  readonly pipeline: Partial<TextPipeline>;
}

export function defineTexts({ id, title, summary, source, classNames, counts, sampleText, pipeline }: TextSet): DatasetDefinition {
  const fields = withInitial(pipeline);
  return {
    id,
    title,
    summary,
    source,
    kind: "text",
    task: "classification",
    ...shapeOf(initialConfigOf(fields)),
    shapeFor: (config) => shapeOf(datasetConfig({ fields }, config)),
    targetShape: [],
    classNames,
    fields,
    expectedCounts: counts,
    sampleText,
    isFixed: true,
    load: (_config, _seed, context) => readTexts(id, counts, classNames.length, context),
    encode: (loaded, config, trainPositions, given) => encodeTexts(loaded, datasetConfig({ fields }, config), trainPositions, given),
  };
}

const shapeOf = ({ length, vocabularySize }: TextPipeline) => ({ inputShape: [length], vocabularySize });

function withInitial(pipeline: Partial<TextPipeline>): typeof textFields {
  const changed: DatasetFields = Object.fromEntries(
    Object.entries(textFields).map(([key, field]) => [key, { ...field, initial: pipeline[key as keyof TextPipeline] ?? field.initial }]),
  ) as DatasetFields;
  return changed as typeof textFields;
}
