/** How each step goes: the optimizer and its own settings. */
import { FormulaDetails } from "@/features/training/formula-details";
import { useTraining } from "@/features/training/use-training";
import type { Text } from "@/base/text";
import { FieldForm } from "@/hooks/field-form";
import { initialOptimizer, optimizerNames, optimizerOf, type OptimizerName } from "@/network/optimizers";
import type { OptimizerChoice } from "@/network/training-settings";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { Select } from "@/ui/select";

const words = {
  optimizer: { en: "Optimizer", zh: "优化器" },
  help: {
    en: "The rule that turns gradients into steps. Adam is a safe start; SGD is the plainest.",
    zh: "把梯度变成步子的规则。Adam 是稳妥的起点，SGD 最朴素。",
  },
} satisfies Record<string, Text>;

export function OptimizerSettings() {
  const say = useSay();
  const { training, change, commit } = useTraining();
  const { optimizer } = training;
  const definition = optimizerOf(optimizer.name);
  const choose = (name: OptimizerName) => change("optimizer", words.optimizer, { optimizer: initialOptimizer(name) as OptimizerChoice });
  const set = (key: string, value: unknown) =>
    change(`optimizer.${key}`, definition.fields[key]?.label ?? words.optimizer, {
      optimizer: { ...optimizer, config: { ...optimizer.config, [key]: value } } as OptimizerChoice,
    });
  return (
    <>
      <Field label={say(words.optimizer)} help={say(words.help)}>
        <Select value={optimizer.name} options={optimizerNames.map((name) => ({ value: name, label: say(optimizerOf(name).title) }))} onChange={choose} />
      </Field>
      <FieldForm fields={definition.fields} config={optimizer.config} onChange={set} onCommit={commit} />
      <FormulaDetails summary={definition.summary} formula={definition.formula} url={definition.kerasUrl} />
    </>
  );
}
