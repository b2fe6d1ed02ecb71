/** Settings of a schedule from what a program says of it, where they are ones that Layerlab has. */
import { readSetting } from "@/interop/code/keras/read-setting";
import { amountIn } from "@/interop/code/python/amounts";
import type { Value } from "@/interop/code/python/values";
import { initialSchedule, scheduleOf, type ScheduleName } from "@/network/schedules";
import type { ScheduleChoice } from "@/network/training-settings";

export type Said = Value<{ readonly type: string }>;

/** A number that came out of counting, as it was before: 0.01 · 0.001 / 0.001. */
export const tidy = (number: number): number => Number(number.toPrecision(12));

/** What is not said stays as it is where the project has this schedule already. Undefined where a value is none that it takes. */
export function scheduleFrom(name: ScheduleName, said: Readonly<Record<string, unknown>>, before: ScheduleChoice): ScheduleChoice | undefined {
  const config: Record<string, unknown> = { ...(before.name === name ? before.config : initialSchedule(name).config) };
  for (const [key, value] of Object.entries(said)) {
    if (value === undefined) continue;
    const field = scheduleOf(name).fields[key];
    const literal = typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : null;
    const read = field && readSetting(field, { kind: "literal", value: literal });
    if (!read || !("value" in read)) return undefined;
    config[key] = read.value;
  }
  return { name, config } as ScheduleChoice;
}

/** As many epochs as these steps are; undefined for a number of steps: how many make an epoch only the data tell. */
export function epochsIn(value: Said | undefined): number | undefined {
  const amount = amountIn(value);
  return amount && tidy(amount.epochs);
}
export function numberIn(value: Said | undefined): number | undefined {
  return value?.kind === "literal" && typeof value.value === "number" ? value.value : undefined;
}
