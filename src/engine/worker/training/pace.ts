/** How many steps to queue before figures are read back: so many that a read comes about every 100 ms, however fast the device is. */
export interface Pace {
  readonly stepsPerRead: number;
  /** After a read-back of so many steps. */
  read(steps: number): void;
  /** The time since the last read says nothing: the run stood still. */
  restart(): void;
}

const readEveryMs = 100;

export function createPace(clock: () => number): Pace {
  let stepsPerRead = 1;
  let lastRead = clock();
  return {
    get stepsPerRead() {
      return stepsPerRead;
    },
    read(steps) {
      const now = clock();
      const wanted = Math.round((steps * readEveryMs) / Math.max(now - lastRead, 1));
      // Growing step by step: one quick read must not queue seconds of work.
      stepsPerRead = Math.max(1, Math.min(wanted, stepsPerRead * 4));
      lastRead = now;
    },
    restart() {
      lastRead = clock();
    },
  };
}
