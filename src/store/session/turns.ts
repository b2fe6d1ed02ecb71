/** Work on the worker, one piece after the other, and cancellable before and while it is done. */
export interface TurnQueue {
  /** Waits for its turn; cancelled before it came, the work is left out. `isRun`: it starts or recovers a run. */
  take(isRun: boolean, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** True when there was anything to cancel. */
  cancel(which: "runs" | "all"): boolean;
  /** Resolves when everything asked for so far is done or left out. */
  settled(): Promise<void>;
}

export function createTurnQueue(): TurnQueue {
  const turns = new Set<{ readonly abort: AbortController; readonly isRun: boolean }>();
  let last: Promise<void> = Promise.resolve();
  return {
    take(isRun, work) {
      const turn = { abort: new AbortController(), isRun };
      const { signal } = turn.abort;
      turns.add(turn);
      const mine = last.then(() => (signal.aborted ? undefined : work(signal))).finally(() => turns.delete(turn));
      last = mine.catch(() => undefined);
      return mine;
    },
    cancel(which) {
      const cancelled = [...turns].filter(({ isRun }) => isRun || which === "all");
      for (const { abort } of cancelled) abort.abort();
      return cancelled.length > 0;
    },
    settled: () => last,
  };
}

/** Until the time is over, or the signal says that nobody waits any more. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
