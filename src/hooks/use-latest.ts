/** Asks the engine again and again for what a part of the page shows: one question at a time, the newest next, never too often. */
import { useEffect, useId, useRef, useState } from "react";
import { showInTurn } from "@/hooks/in-turn";

type Ask<T> = (signal: AbortSignal) => Promise<T>;

interface Asker<T> {
  ask(next: Ask<T> | undefined): void;
  dispose(): void;
}

/** A question in flight is let finish, or a fast series of questions would never see an answer; of those that wait only the newest is asked. */
export function createAsker<T>(onAnswer: (answer: T | undefined) => void, pauseMs: number, now: () => number = () => performance.now()): Asker<T> {
  let waiting: Ask<T> | undefined;
  let isBusy = false;
  let isWanted = false;
  let isDisposed = false;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const abort = new AbortController();
  const next = () => {
    if (isDisposed || isBusy || timer !== undefined || !waiting) return;
    const waitMs = askedAtMs + pauseMs - now();
    if (waitMs > 0) {
      timer = setTimeout(() => {
        timer = undefined;
        next();
      }, waitMs);
      return;
    }
    const ask = waiting;
    waiting = undefined;
    isBusy = true;
    askedAtMs = now();
    // What goes wrong in the engine is told by the run; here it only means that there is no answer now.
    const settle = (answer: T | undefined) => {
      isBusy = false;
      if (isDisposed || !isWanted) return;
      if (answer !== undefined || !waiting) onAnswer(answer);
      next();
    };
    ask(abort.signal).then(settle, () => settle(undefined));
  };
  return {
    ask(question) {
      waiting = question;
      isWanted = question !== undefined;
      if (question) next();
      else onAnswer(undefined);
    },
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
      abort.abort();
    },
  };
}

/** Calls back whenever the question should be asked again; returns its undo. Must keep its identity. */
export type Watch = (again: () => void) => () => void;

/** The newest answer to `ask`, asked again whenever its identity or `again` changes, or `watch` says so; undefined until there is one. */
export function useLatest<T>(ask: Ask<T> | undefined, pauseMs = 0, again?: unknown, watch?: Watch): T | undefined {
  const part = useId();
  const [answer, setAnswer] = useState<T>();
  const asker = useRef<Asker<T>>(undefined);
  useEffect(() => {
    let undo: (() => void) | undefined;
    const made = createAsker<T>((next) => {
      undo?.();
      // That there is none any more is shown at once: what was there is of another question.
      if (next === undefined) setAnswer(undefined);
      else undo = showInTurn(() => setAnswer(next), part);
    }, pauseMs);
    asker.current = made;
    return () => {
      undo?.();
      made.dispose();
    };
  }, [pauseMs, part]);
  useEffect(() => {
    asker.current?.ask(ask);
    return ask && watch?.(() => asker.current?.ask(ask));
  }, [ask, pauseMs, again, watch]);
  return answer;
}
