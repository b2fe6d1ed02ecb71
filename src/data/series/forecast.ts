/** A forecast beside the truth, and beside what one may say without a network: the same as before, the same as a year ago. */
import { stepsPerYear, type SeriesFacts } from "@/data/series/calendar";
import type { SeriesWindow } from "@/data/series/windows";

/** Mean absolute errors over the same windows, in the unit of the series. */
export interface ForecastErrors {
  /** Undefined until the network answered. */
  readonly network: number | undefined;
  /** Each next value is the last one known. */
  readonly lastValue: number;
  /** Each next value is that of a year before; undefined where the series does not reach back so far. */
  readonly lastYear: number | undefined;
}

export interface ForecastWindows extends SeriesWindow {
  /** Step at which the first window begins. */
  readonly from: number;
  readonly count: number;
}

/** `answers` [count, horizon]: how far from the last known value. */
export function forecastErrors(
  values: ArrayLike<number>,
  facts: Pick<SeriesFacts, "step">,
  { from, count, length, horizon }: ForecastWindows,
  answers: ArrayLike<number> | undefined,
): ForecastErrors {
  const year = stepsPerYear(facts);
  let [network, lastValue, lastYear] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const now = from + i + length;
    const known = values[now - 1] ?? 0;
    for (let ahead = 0; ahead < horizon; ahead++) {
      const truth = values[now + ahead] ?? 0;
      network += Math.abs(known + (answers?.[i * horizon + ahead] ?? 0) - truth);
      lastValue += Math.abs(known - truth);
      lastYear += Math.abs((values[now + ahead - year] ?? Number.NaN) - truth);
    }
  }
  const share = 1 / Math.max(1, count * horizon);
  return {
    network: answers ? network * share : undefined,
    lastValue: lastValue * share,
    lastYear: Number.isFinite(lastYear) ? lastYear * share : undefined,
  };
}

/** Values with a continuation: each answer is taken for the truth, and the window moves on over it. */
export async function continueSeries(
  values: readonly number[],
  /** How far the next values lie from the last one. */
  ask: (values: readonly number[]) => Promise<ArrayLike<number>>,
  steps: number,
): Promise<readonly number[]> {
  const known = [...values];
  const end = values.length + steps;
  while (known.length < end) {
    const last = known.at(-1) ?? 0;
    const answers = await ask(known);
    if (answers.length === 0) break;
    for (let i = 0; i < answers.length && known.length < end; i++) known.push(last + (answers[i] ?? 0));
  }
  return known.slice(values.length);
}
