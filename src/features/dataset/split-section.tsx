/** How the examples are divided: train, validate, test. */
import type { Text } from "@/base/text";
import { splits, splitWords } from "@/features/dataset/split-words";
import { useDataEditor, type ChosenData } from "@/features/dataset/use-data";
import { trainingFields } from "@/network/training-fields";
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
  used: { en: "Part used", zh: "使用比例" },
  usedHelp: {
    en: "How much of the training side is used at all. Less is faster, and shows how much the amount of data matters. Test stays whole.",
    zh: "训练部分总共使用多少。用得少更快，也能看出数据量有多重要。测试部分保持完整。",
  },
  validation: { en: "For validation", zh: "用于验证" },
  validationHelp: { en: "Share of what is used that is held back from training.", zh: "从所用样本中留出、不参与训练的比例。" },
  test: { en: "For test", zh: "用于测试" },
  testHelp: { en: "Share set aside first of all. These data have no official test part.", zh: "最先留出的比例。这些数据没有官方的测试部分。" },
  seed: { en: "Seed", zh: "随机种子" },
  seedHelp: {
    en: "Decides which example goes where, and draws generated points. The same seed gives the same split.",
    zh: "决定每个样本归入哪部分，也用于生成点。同一种子得到同一划分。",
  },
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
      <Field label={say(words.used)} help={say(words.usedHelp)}>
        <Slider
          value={data.subset}
          min={smallest}
          max={1}
          step={0.01}
          format={share}
          onCommit={commit}
          onChange={(subset) => change("subset", words.used, { subset })}
        />
      </Field>
      <Field label={say(words.validation)} help={say(words.validationHelp)}>
        <Slider
          value={data.validationSplit}
          min={0}
          max={0.5}
          step={0.01}
          format={share}
          onCommit={commit}
          onChange={(validationSplit) => change("validationSplit", words.validation, { validationSplit })}
        />
      </Field>
      {size.testCount === 0 && (
        <Field label={say(words.test)} help={say(words.testHelp)}>
          <Slider
            value={data.testSplit}
            min={0}
            max={0.5}
            step={0.01}
            format={share}
            onCommit={commit}
            onChange={(testSplit) => change("testSplit", words.test, { testSplit })}
          />
        </Field>
      )}
      <Field label={say(words.seed)} help={say(words.seedHelp)}>
        <NumberInput
          integer
          value={data.seed}
          min={trainingFields.seed.min}
          max={trainingFields.seed.max}
          onCommit={commit}
          onChange={(seed) => change("seed", words.seed, { seed })}
        />
      </Field>
    </div>
  );
}
