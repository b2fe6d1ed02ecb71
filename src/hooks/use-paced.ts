/** A value that changes faster than anybody reads, taken every so often; drawing it each time would take the page's whole time. */
import { useEffect, useRef, useState } from "react";

export interface Pacer<T> {
  readonly take: (value: T) => void;
  readonly dispose: () => void;
}

/** What comes after a quiet time is shown at once; of what follows, the newest every `everyMs`. */
export function createPacer<T>(show: (value: T) => void, everyMs: number): Pacer<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { readonly value: T } | undefined;
  const showNow = (value: T) => {
    show(value);
    timer = setTimeout(() => {
      timer = undefined;
      const next = waiting;
      waiting = undefined;
      if (next) showNow(next.value);
    }, everyMs);
  };
  return {
    take(value) {
      if (timer === undefined) showNow(value);
      else waiting = { value };
    },
    dispose() {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
    },
  };
}

export function usePaced<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(() => value);
  const newest = useRef(value);
  const pacer = useRef<Pacer<T>>(undefined);
  useEffect(() => {
    if (Object.is(newest.current, value)) return;
    newest.current = value;
    pacer.current ??= createPacer((next) => setShown(() => next), everyMs);
    pacer.current.take(value);
  }, [value, everyMs]);
  useEffect(
    () => () => {
      pacer.current?.dispose();
      pacer.current = undefined;
    },
    [],
  );
  return shown;
}
