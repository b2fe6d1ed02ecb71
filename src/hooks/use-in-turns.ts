/** A list whose entries change in turns, so many with each frame: a page of new pictures and captions at once makes a frame late. */
import { useEffect, useId, useState } from "react";
import { showInTurn } from "@/hooks/in-turn";

interface Turns<T> {
  readonly newest: readonly T[];
  readonly subject: string;
  /** How many of the newest are shown; behind them stand those of before. */
  readonly taken: number;
  readonly shown: readonly T[];
}

/** What is shown when another list has come. A list of something else is shown as a whole: what was there says nothing about it. */
export function turnsFrom<T>(before: Turns<T>, newest: readonly T[], subject: string): Turns<T> {
  if (before.newest === newest && before.subject === subject) return before;
  if (before.subject !== subject) return { newest, subject, taken: newest.length, shown: newest };
  return { newest, subject, taken: 0, shown: before.shown };
}

/** The next so many of the newest; with its last turn a list has its length. */
export function nextTurn<T>({ newest, subject, taken, shown }: Turns<T>, perFrame: number): Turns<T> {
  const done = Math.min(newest.length, taken + perFrame);
  return { newest, subject, taken: done, shown: done === newest.length ? newest : [...newest.slice(0, done), ...shown.slice(done)] };
}

/** `newest` must keep its identity while it says the same; `subject` is what all its entries are of. */
export function useInTurns<T>(newest: readonly T[], subject: string, perFrame: number): readonly T[] {
  const [kept, setKept] = useState<Turns<T>>(() => ({ newest, subject, taken: newest.length, shown: newest }));
  const turns = turnsFrom(kept, newest, subject);
  if (turns !== kept) setKept(turns);
  const isWhole = turns.shown === newest;
  const part = useId();
  useEffect(() => (isWhole ? undefined : showInTurn(() => setKept((now) => nextTurn(now, perFrame)), part)), [isWhole, turns, perFrame, part]);
  return turns.shown;
}
