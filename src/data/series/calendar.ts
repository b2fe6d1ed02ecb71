/** Which day or month a step of a series is, and how far the year has gone by then. */
import type { Text } from "@/base/text";

/** A quantity measured at even steps. */
export interface SeriesFacts {
  /** "Daily high", as a title. */
  readonly quantity: Text;
  readonly unit: string;
  readonly step: "day" | "month";
  /** Date of the first value, `2012-01-01`. */
  readonly first: string;
  /** How many values there are. */
  readonly count: number;
}

/** Steps from one year to the same place in the next. */
export function stepsPerYear({ step }: Pick<SeriesFacts, "step">): number {
  return step === "day" ? 365 : 12;
}

function timeOf({ first, step }: Pick<SeriesFacts, "first" | "step">, index: number): number {
  const [year = 0, month = 1, day = 1] = first.split("-").map(Number);
  return step === "day" ? Date.UTC(year, month - 1, day + index) : Date.UTC(year, month - 1 + index, 1);
}

/** `2015-03-14`, of a monthly series `2015-03`: read the same in every language. */
export function dateOf(facts: Pick<SeriesFacts, "first" | "step">, index: number): string {
  return new Date(timeOf(facts, index)).toISOString().slice(0, facts.step === "day" ? 10 : 7);
}

/** Share of the year that has passed, 0 … 1. */
export function seasonOf(facts: Pick<SeriesFacts, "first" | "step">, index: number): number {
  const time = timeOf(facts, index);
  const year = new Date(time).getUTCFullYear();
  const start = Date.UTC(year, 0, 1);
  return (time - start) / (Date.UTC(year + 1, 0, 1) - start);
}

export interface DateTick {
  readonly at: number;
  readonly label: string;
}

/** Months between two marks of an axis. */
const strides = [1, 2, 3, 6, 12, 24, 60, 120, 240];

/** First days of months or years between two steps, at most `most`, labelled with as much of the date as tells them apart. */
export function dateTicks(facts: Pick<SeriesFacts, "first" | "step">, from: number, to: number, most: number): readonly DateTick[] {
  const months: { readonly at: number; readonly month: number; readonly label: string }[] = [];
  for (let at = Math.ceil(from); at <= to; at++) {
    const [year = 0, month = 1, day = 1] = dateOf(facts, at).split("-").map(Number);
    if (day === 1) months.push({ at, month: year * 12 + month - 1, label: dateOf(facts, at).slice(0, 7) });
  }
  for (const stride of strides) {
    const ticks = months.filter(({ month }) => month % stride === 0);
    if (ticks.length <= Math.max(1, most)) return ticks.map(({ at, label }) => ({ at, label: stride < 12 ? label : label.slice(0, 4) }));
  }
  return [];
}
