/** The own settings of sets that are drawn here: how many points, how much noise. */
import { useDataEditor, type ChosenData } from "@/features/dataset/use-data";
import { FieldForm } from "@/hooks/field-form";

export function GeneratedSettings({ chosen: { dataset, data } }: { readonly chosen: ChosenData }) {
  const { change, commit } = useDataEditor();
  if (Object.keys(dataset.fields).length === 0) return null;
  return (
    <section className="section dataset-form">
      <FieldForm
        fields={dataset.fields}
        config={data.config}
        onCommit={commit}
        onChange={(key, value) => {
          const field = dataset.fields[key];
          if (field) change(`config.${key}`, field.label, { config: { ...data.config, [key]: value as number } });
        }}
      />
    </section>
  );
}
