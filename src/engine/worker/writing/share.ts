/** How writing and training share one thread: no turn of writing is longer than a frame, and training has most of the time. */

/** With nothing beside it, so long passes between two pieces of a text. */
const aloneMs = 40;
/** Beside training. The token that is being computed comes on top: together they end within a frame of 16 ms. */
const turnMs = 12;
/** A reader does not follow more. */
const tokensPerSecond = 64;
/** A turn that came late is made up for, as far as this: a long operation of a training step is no reason to write less. */
const makeUpMs = 500;
/** On one thread writing never takes more than one part in three. */
const restPerTurn = 2;

export interface Share {
  /** When the turn that begins now has to end. */
  turnEnd(): number;
  /** Milliseconds until the next one; 0 = now. */
  wait(): number;
  /** A turn that began at `from` is over. */
  took(from: number, tokens: number): void;
}

export function createShare(clock: () => number, isBesideTraining: () => boolean, isOneThread: () => boolean): Share {
  let due = 0;
  /** When a reader wants the next token. */
  let wanted: number | undefined;
  return {
    turnEnd: () => clock() + (isBesideTraining() ? turnMs : aloneMs),
    wait: () => (isBesideTraining() ? Math.max(0, due - clock()) : 0),
    took(from, tokens) {
      const now = clock();
      wanted = Math.max(wanted ?? from, from - makeUpMs) + (1000 * tokens) / tokensPerSecond;
      due = Math.max(wanted, isOneThread() ? now + restPerTurn * (now - from) : now);
    },
  };
}
