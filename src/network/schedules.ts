/** Learning-rate schedules: a factor per step, times the optimizer's own learning rate. */
import type { Text } from "@/base/text";
import type { ConfigOf, Fields } from "@/network/fields";
import type { Formula } from "@/network/layers/define-layer";

export interface ScheduleDefinition<F extends Fields> {
  readonly title: Text;
  readonly summary: Text;
  readonly formula: Formula;
  readonly fields: F;
  /** Learning rate as a multiple of the optimizer's, at `step` (0-based) of `totalSteps`. */
  factor(config: ConfigOf<F>, step: number, totalSteps: number, stepsPerEpoch: number): number;
}
export const schedules = {
  constant: {
    title: { en: "Constant", zh: "恒定" },
    summary: { en: "The same rate from the first step to the last.", zh: "从头到尾同一个学习率。" },
    formula: { latex: "\\eta_t = \\eta", symbols: [] },
    fields: {},
    factor: () => 1,
  },
} as const satisfies Readonly<Record<string, ScheduleDefinition<Fields>>>;
export type ScheduleName = keyof typeof schedules;
export type ScheduleConfig<N extends ScheduleName> = ConfigOf<(typeof schedules)[N]["fields"]>;
