/** How the learning rate changes during the run, drawn before it runs. */
import { ScheduleCurve } from "@/features/training/schedule-curve";
import { usePlannedSteps } from "@/features/training/use-planned-steps";
import { useTraining } from "@/features/training/use-training";
import type { Text } from "@/base/text";
import { FieldForm } from "@/hooks/field-form";
import { initialSchedule, learningRateAt, scheduleNames, scheduleOf, type ScheduleName } from "@/network/schedules";
import type { ScheduleChoice } from "@/network/training-settings";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { Select } from "@/ui/select";

const words = {
  schedule: { en: "Schedule", zh: "学习率计划" },
  help: {
    en: "How the learning rate changes from the first step to the last. Falling rates settle more calmly.",
    zh: "学习率从第一步到最后一步怎样变化。逐渐变小会收敛得更平稳。",
  },
} satisfies Record<string, Text>;

export function ScheduleSettings() {
  const say = useSay();
  const { training, change, commit } = useTraining();
  const { schedule, optimizer, epochs } = training;
  const { stepsPerEpoch } = usePlannedSteps();
  const definition = scheduleOf(schedule.name);
  const choose = (name: ScheduleName) => change("schedule", words.schedule, { schedule: initialSchedule(name) as ScheduleChoice });
  const set = (key: string, value: unknown) =>
    change(`schedule.${key}`, definition.fields[key]?.label ?? words.schedule, {
      schedule: { ...schedule, config: { ...schedule.config, [key]: value } } as ScheduleChoice,
    });
  return (
    <>
      <Field label={say(words.schedule)} help={say(words.help)}>
        <Select value={schedule.name} options={scheduleNames.map((name) => ({ value: name, label: say(scheduleOf(name).title) }))} onChange={choose} />
      </Field>
      <FieldForm fields={definition.fields} config={schedule.config} onChange={set} onCommit={commit} />
      {schedule.name !== "constant" && (
        <ScheduleCurve
          epochs={epochs}
          peak={optimizer.config.learningRate}
          rateAt={(share) => {
            const totalSteps = epochs * stepsPerEpoch;
            const step = Math.min(totalSteps - 1, Math.round(share * (totalSteps - 1)));
            return learningRateAt(schedule, optimizer.config.learningRate, step, totalSteps, stepsPerEpoch);
          }}
        />
      )}
    </>
  );
}
