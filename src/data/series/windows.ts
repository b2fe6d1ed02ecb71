/**
 * A series as examples: a window of past steps, and how far the next values lie from the last one known.
 * Told from its own end, a window looks the same at 320 ppm as at 410: a network cannot answer with values that it never saw in
 * training, but it can go on from where it is.
 */
import type { LoadedDataset } from "@/data/define-dataset";
import { seasonOf, type SeriesFacts } from "@/data/series/calendar";

export interface SeriesWindow {
  /** Past steps that the network sees. */
  readonly length: number;
  /** Next values that it is asked for. */
  readonly horizon: number;
}

/** The value less the last one of the window; sine and cosine of the time of year. */
export const seriesChannels = 3;

export function seriesWindowCount(values: number, { length, horizon }: SeriesWindow): number {
  return Math.max(0, values - length - horizon + 1);
}

type Calendar = Pick<SeriesFacts, "first" | "step">;

/** Writes the window that begins at step `from` into `inputs` at `at`: [length, channels]. */
export function writeWindow(values: ArrayLike<number>, from: number, length: number, facts: Calendar, inputs: Float32Array, at: number): void {
  const last = values[from + length - 1] ?? 0;
  for (let i = 0; i < length; i++) {
    const angle = 2 * Math.PI * seasonOf(facts, from + i);
    inputs.set([(values[from + i] ?? 0) - last, Math.sin(angle), Math.cos(angle)], at + i * seriesChannels);
  }
}

/** Windows `from` to `from + count − 1`, one after the other: [count, length, channels]. */
export function windowsOf(values: ArrayLike<number>, from: number, count: number, length: number, facts: Calendar): Float32Array {
  const size = length * seriesChannels;
  const inputs = new Float32Array(count * size);
  for (let i = 0; i < count; i++) writeWindow(values, from + i, length, facts, inputs, i * size);
  return inputs;
}

/** All windows in the order of time. */
export function seriesDataset(series: Float32Array, window: SeriesWindow, facts: Calendar): LoadedDataset {
  const count = seriesWindowCount(series.length, window);
  const { length, horizon } = window;
  const targets = new Float32Array(count * horizon);
  for (let i = 0; i < count; i++) {
    const now = i + length;
    for (let ahead = 0; ahead < horizon; ahead++) targets[i * horizon + ahead] = (series[now + ahead] ?? 0) - (series[now - 1] ?? 0);
  }
  return { inputs: windowsOf(series, 0, count, length, facts), targets, count, testCount: 0, series, isTimeline: true, overlap: horizon - 1 };
}
