/** What training makes small. Losses that fit the data come first; the others say why they cannot be taken. */
import { FormulaDetails } from "@/features/training/formula-details";
import { useTraining } from "@/features/training/use-training";
import { useDocument } from "@/hooks/bench";
import type { Text } from "@/base/text";
import { findDatasetFor } from "@/data/datasets";
import { lossesFor } from "@/data/tasks";
import { losses, lossNames, type LossName } from "@/network/losses";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import { Select } from "@/ui/select";

const words = {
  loss: { en: "Loss", zh: "损失" },
  help: { en: "One figure for how wrong the network is. Training follows its slope downhill.", zh: "用一个数表示网络错得多厉害；训练沿着它的坡度往下走。" },
  fitting: { en: "For this data", zh: "适合此数据" },
  others: { en: "For other data", zh: "适合其他数据" },
  misfit: { en: "This loss does not fit the data", zh: "此损失与数据不匹配" },
} satisfies Record<string, Text>;

const needs: { readonly [T in (typeof losses)[LossName]["targets"]]: Text } = {
  classIndex: { en: "It needs one class per example. Choose a loss for this data.", zh: "它需要每个样本一个类别。请选择适合此数据的损失。" },
  binary: { en: "It needs yes-or-no targets. Choose a loss for this data.", zh: "它需要“是或否”的目标。请选择适合此数据的损失。" },
  values: { en: "It needs numbers as targets. Choose a loss for this data.", zh: "它需要数值目标。请选择适合此数据的损失。" },
};

export function LossSettings() {
  const say = useSay();
  const { training, change } = useTraining();
  const dataset = useDocument((state) => findDatasetFor(state.project.data));
  const fitting: readonly LossName[] = dataset ? lossesFor(dataset) : lossNames;
  const others = lossNames.filter((name) => !fitting.includes(name));
  const option = (name: LossName, group: Text) => ({ value: name, label: say(losses[name].title), group: say(group), disabled: group === words.others });
  const loss = losses[training.loss];
  return (
    <>
      <div className="wide-control">
        <Field label={say(words.loss)} help={say(words.help)}>
          <Select
            value={training.loss}
            options={[...fitting.map((name) => option(name, words.fitting)), ...others.map((name) => option(name, words.others))]}
            onChange={(name) => change("loss", words.loss, { loss: name })}
          />
        </Field>
      </div>
      {!fitting.includes(training.loss) && (
        <Notice tone="warn" title={say(words.misfit)}>
          {say(needs[loss.targets])}
        </Notice>
      )}
      <FormulaDetails summary={loss.summary} formula={loss.formula} url={loss.kerasUrl} />
    </>
  );
}
