/** The own settings of sets that are drawn here (how many points, how much noise), and of the pipeline of texts. */
import type { DatasetConfig } from "@/data/define-dataset";
import { changed, useDataEditor, type ChosenData } from "@/features/dataset/use-data";
import { useBench } from "@/hooks/bench";
import { FieldForm } from "@/hooks/field-form";
import { editDatasetConfig } from "@/store/commands/data-commands";

export function GeneratedSettings({ chosen: { dataset, data } }: { readonly chosen: ChosenData }) {
  const bench = useBench();
  const { commit } = useDataEditor();
  if (Object.keys(dataset.fields).length === 0) return null;
  return (
    <section className="section dataset-form">
      <FieldForm
        fields={dataset.fields}
        config={data.config}
        onCommit={commit}
        onChange={(key, value) => {
          const field = dataset.fields[key];
          if (field) editDatasetConfig(bench, key, { text: changed, values: { field: field.label } }, value as DatasetConfig[string]);
        }}
      />
    </section>
  );
}
