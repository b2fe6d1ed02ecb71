/** How writing and training share one thread: no turn of writing is longer than a frame, and training has most of the time. */

/** With nothing beside it, so long passes between two pieces of a text. */
const aloneMs = 40;
/** Beside training. The token that is being computed comes on top: together they end within a frame of 16 ms. */
const turnMs = 12;
/** More than a reader follows: a text is there before they wait for it. */
const tokensPerSecond = 120;
/** A page shows pieces as they come; more of them in a second only keep it busy. */
const pieceMs = 33;
/** A turn that came late is made up for, as far as this: a long operation of a training step is no reason to write less. */
const makeUpMs = 500;
/** On one thread writing never takes more than one part in three. */
const restPerTurn = 2;

export interface Turn {
  /** When it has to end. */
  readonly end: number;
  /** Tokens that a reader wants by its end. */
  readonly tokens: number;
}
export interface Share {
  /** Of the turn that begins now. */
  turn(): Turn;
  /** Milliseconds until the next one; 0 = now. */
  wait(): number;
  /** A turn that began at `from` is over. */
  took(from: number, tokens: number): void;
}

export function createShare(clock: () => number, isBesideTraining: () => boolean, isOneThread: () => boolean): Share {
  let due = 0;
  /** When a reader wants the next token. */
  let wanted: number | undefined;
  const wantedAt = (now: number) => Math.max(wanted ?? now, now - makeUpMs);
  return {
    turn() {
      const now = clock();
      if (!isBesideTraining()) return { end: now + aloneMs, tokens: Infinity };
      const owedMs = now + pieceMs - wantedAt(now);
      return { end: now + turnMs, tokens: Math.max(1, Math.round((owedMs * tokensPerSecond) / 1000)) };
    },
    wait: () => (isBesideTraining() ? Math.max(0, due - clock()) : 0),
    took(from, tokens) {
      const now = clock();
      wanted = wantedAt(from) + (1000 * tokens) / tokensPerSecond;
      due = Math.max(wanted, isOneThread() ? now + restPerTurn * (now - from) : now);
    },
  };
}
