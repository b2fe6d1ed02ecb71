/** How values are scaled before the network sees them. */
import type { Text } from "@/base/text";
import type { Normalization } from "@/data/data-settings";
import { useDataEditor, type ChosenData } from "@/features/dataset/use-data";
import { useSay } from "@/ui/locale";
import { Segmented } from "@/ui/segmented";
import { Term } from "@/ui/term";

const label: Text = { en: "Preprocessing", zh: "预处理" };
const imageHelp: Text = {
  en: "Pixels come as 0 … 255. Divided by 255 they lie in 0 … 1, which suits initial weights. Standard subtracts the mean of the training images and divides by their spread.",
  zh: "像素原为 0 … 255。除以 255 后在 0 … 1 之间，与初始权重相配。标准化则减去训练图像的均值，再除以其标准差。",
};
const pointHelp: Text = {
  en: "As they are, stretched to 0 … 1, or standard: minus the mean of the training points, divided by their spread. The scaling is saved with the model.",
  zh: "可保持原样、拉伸到 0 … 1，或标准化：减去训练点的均值，再除以标准差。缩放方式会随模型一起保存。",
};
const options = {
  image: [
    ["none", { en: "0 … 255", zh: "0 … 255" }],
    ["unit", { en: "0 … 1", zh: "0 … 1" }],
    ["standard", { en: "Standard", zh: "标准化" }],
  ],
  points: [
    ["none", { en: "As is", zh: "原样" }],
    ["unit", { en: "0 … 1", zh: "0 … 1" }],
    ["standard", { en: "Standard", zh: "标准化" }],
  ],
} satisfies Record<string, readonly (readonly [Normalization, Text])[]>;

export function PreprocessingSection({ chosen: { dataset, data } }: { readonly chosen: ChosenData }) {
  const say = useSay();
  const { change, commit } = useDataEditor();
  const isImage = dataset.kind === "image";
  // Numbers of tokens are names: there is nothing to scale.
  if (dataset.kind === "text") return null;
  return (
    <section className="section">
      <div className="label dataset-row">
        <Term help={say(isImage ? imageHelp : pointHelp)}>{say(label)}</Term>
      </div>
      <Segmented
        wide
        label={say(label)}
        value={data.normalization}
        options={options[isImage ? "image" : "points"].map(([value, words]) => ({ value, label: say(words) }))}
        onChange={(normalization) => {
          change("normalization", label, { normalization });
          commit();
        }}
      />
    </section>
  );
}
