/** Examples per second over the last second, and the time spent training. Pauses do not count. */
export interface Speedometer {
  resume(): void;
  pause(): void;
  count(examples: number): void;
  readonly examplesPerSecond: number;
  readonly elapsedMs: number;
}

const windowMs = 1000;

export function createSpeedometer(clock: () => number, elapsedBefore = 0): Speedometer {
  let elapsedMs = elapsedBefore;
  let resumedAt: number | undefined;
  let total = 0;
  /** (training time, examples so far), the oldest just outside the window. */
  let marks: { readonly at: number; readonly total: number }[] = [];
  const now = () => elapsedMs + (resumedAt === undefined ? 0 : clock() - resumedAt);
  return {
    resume() {
      resumedAt ??= clock();
      if (marks.length === 0) marks = [{ at: now(), total }];
    },
    pause() {
      elapsedMs = now();
      resumedAt = undefined;
    },
    count(examples) {
      total += examples;
      marks.push({ at: now(), total });
      while (marks.length > 2 && (marks[1]?.at ?? 0) < now() - windowMs) marks.shift();
    },
    get examplesPerSecond() {
      const first = marks[0];
      const last = marks.at(-1);
      return first && last && last.at > first.at ? ((last.total - first.total) * 1000) / (last.at - first.at) : 0;
    },
    get elapsedMs() {
      return now();
    },
  };
}
