/** How the examples are divided: train, validate, test. */
import type { Text } from "@/base/text";
import { splitFields } from "@/data/data-fields";
import { splits, splitWords } from "@/features/dataset/split-words";
import { useDataEditor, type ChosenData } from "@/features/dataset/use-data";
import { IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { Popover } from "@/ui/popover";
import { Slider } from "@/ui/slider";
import { Term } from "@/ui/term";
import { grouped, percent } from "@/viz/figures";

const words = {
  help: {
    en: "The network learns from train. Validation shows how it does on examples it never learned from, while you choose settings. Test is kept for the very end.",
    zh: "网络从训练部分学习。验证部分在你调整设置时显示它对没学过的样本的表现。测试部分留到最后。",
  },
  settings: { en: "Split settings", zh: "划分设置" },
} satisfies Record<string, Text>;

export function SplitSection({ chosen }: { readonly chosen: ChosenData }) {
  const say = useSay();
  const { counts, data } = chosen;
  return (
    <section className="section">
      <div className="label dataset-row">
        <Term help={say(words.help)}>{say({ en: "Split", zh: "划分" })}</Term>
        {data.subset < 1 && <span className="push figure">{say({ en: "{share} used", zh: "使用 {share}" }, { share: percent(data.subset, 0) })}</span>}
        <span className={data.subset < 1 ? "" : "push"}>
          <Popover label={say(words.settings)} side="top" align="start" trigger={<IconButton small icon="sliders-horizontal" label={say(words.settings)} />}>
            <SplitForm chosen={chosen} />
          </Popover>
        </span>
      </div>
      <div className="split-bar" aria-hidden="true">
        {splits.map((split) => counts[split] > 0 && <i key={split} className={`is-${split}`} style={{ flexGrow: counts[split] }} />)}
      </div>
      <dl className="split-key figure">
        {splits.map((split) => (
          <div key={split}>
            <dt>{say(splitWords[split])}</dt>
            <dd>{grouped(counts[split])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The slider's lowest step: a hundredth of the training side. */
const smallest = 0.01;

function SplitForm({ chosen: { data, size } }: { readonly chosen: ChosenData }) {
  const say = useSay();
  const { change, commit } = useDataEditor();
  const share = (value: number) => percent(value, 0);
  return (
    <div className="dataset-popover-form">
      <Field label={say(splitFields.subset.label)} help={say(splitFields.subset.help)}>
        <Slider
          value={data.subset}
          min={smallest}
          max={1}
          step={0.01}
          format={share}
          onCommit={commit}
          onChange={(subset) => change("subset", splitFields.subset.label, { subset })}
        />
      </Field>
      <Field label={say(splitFields.validationSplit.label)} help={say(splitFields.validationSplit.help)}>
        <Slider
          value={data.validationSplit}
          min={0}
          max={0.5}
          step={0.01}
          format={share}
          onCommit={commit}
          onChange={(validationSplit) => change("validationSplit", splitFields.validationSplit.label, { validationSplit })}
        />
      </Field>
      {size.testCount === 0 && (
        <Field label={say(splitFields.testSplit.label)} help={say(splitFields.testSplit.help)}>
          <Slider
            value={data.testSplit}
            min={0}
            max={0.5}
            step={0.01}
            format={share}
            onCommit={commit}
            onChange={(testSplit) => change("testSplit", splitFields.testSplit.label, { testSplit })}
          />
        </Field>
      )}
      <Field label={say(splitFields.seed.label)} help={say(splitFields.seed.help)}>
        <NumberInput
          integer
          value={data.seed}
          min={splitFields.seed.min}
          max={splitFields.seed.max}
          onCommit={commit}
          onChange={(seed) => change("seed", splitFields.seed.label, { seed })}
        />
      </Field>
    </div>
  );
}
