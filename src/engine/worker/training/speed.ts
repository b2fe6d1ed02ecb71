/** Examples per second over the last second of steps, the time spent training and the time still to come. Pauses do not count. */
import { createForecast } from "@/engine/worker/training/forecast";

export interface Speedometer {
  resume(): void;
  pause(): void;
  /** So many examples were trained since the last call. */
  count(examples: number): void;
  /** Evaluating trains nothing: it takes its time, but says nothing of the speed. */
  endEpoch(work: () => Promise<void>): Promise<void>;
  readonly examplesPerSecond: number;
  readonly elapsedMs: number;
  /** Undefined while there is too little to judge from. */
  remainingMs(left: { readonly examples: number; readonly epochEnds: number }): number | undefined;
}

const windowMs = 1000;

export function createSpeedometer(clock: () => number, elapsedBefore = 0): Speedometer {
  const forecast = createForecast();
  let elapsedMs = elapsedBefore;
  let resumedAt: number | undefined;
  /** Spent at the ends of epochs. */
  let endsMs = 0;
  let total = 0;
  /** (time spent on steps, examples so far), the oldest just outside the window. */
  let marks: { readonly at: number; readonly total: number }[] = [];
  const now = () => elapsedMs + (resumedAt === undefined ? 0 : clock() - resumedAt);
  const onSteps = () => now() - endsMs;
  return {
    resume() {
      resumedAt ??= clock();
      if (marks.length === 0) marks = [{ at: onSteps(), total }];
    },
    pause() {
      elapsedMs = now();
      resumedAt = undefined;
    },
    count(examples) {
      const at = onSteps();
      forecast.trained(examples, at - (marks.at(-1)?.at ?? at));
      total += examples;
      marks.push({ at, total });
      while (marks.length > 2 && (marks[1]?.at ?? 0) < at - windowMs) marks.shift();
    },
    async endEpoch(work) {
      const from = now();
      await work();
      const ms = now() - from;
      endsMs += ms;
      forecast.epochEnded(ms);
    },
    get examplesPerSecond() {
      const first = marks[0];
      const last = marks.at(-1);
      return first && last && last.at > first.at ? ((last.total - first.total) * 1000) / (last.at - first.at) : 0;
    },
    get elapsedMs() {
      return now();
    },
    remainingMs: (left) => forecast.remainingMs(left),
  };
}
