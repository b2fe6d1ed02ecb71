/** Keeps a device busy without running ahead of it: how many steps go into one submission, and when the next may follow. */

/** A submission this long keeps the device busy, and still lets everything else in many times a second. */
const wantedMs = 12;
/** One that runs and one that waits. */
const mostInFlight = 2;

export interface Submissions {
  readonly stepsPerSubmission: number;
  /** Resolves when another one may follow. */
  ready(): Promise<void>;
  /** After submitting so many steps; `done` resolves when the device has taken them. */
  submitted(steps: number, done: Promise<unknown>): void;
}

export function createSubmissions(clock: () => number, most: number): Submissions {
  let stepsPerSubmission = 1;
  let lastDone = -Infinity;
  const inFlight: Promise<void>[] = [];
  return {
    get stepsPerSubmission() {
      return stepsPerSubmission;
    },
    async ready() {
      while (inFlight.length >= mostInFlight) await inFlight[0];
    },
    submitted(steps, done) {
      const from = clock();
      const finished = async () => {
        // A lost device takes nothing any more; whoever watches it says so.
        await done.catch(() => undefined);
        void inFlight.shift();
        const now = clock();
        // It began when the one before it was done, if it had to wait for that.
        const tookMs = now - Math.max(from, lastDone);
        lastDone = now;
        const wanted = Math.round((steps * wantedMs) / Math.max(tookMs, 0.1));
        stepsPerSubmission = Math.max(1, Math.min(wanted, most, Math.max(stepsPerSubmission, steps) * 4));
      };
      inFlight.push(finished());
    },
  };
}
