/** Work that would make a frame late waits for the next one to be drawn, and then has a task of its own. */
import { useEffect, useRef, useState } from "react";

/** Runs after the next frame; returns its undo. A page that is not seen draws no frames, and waits. */
export function afterFrame(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Runs after so many frames; returns its undo. */
export function afterFrames(frames: number, run: () => void): () => void {
  let undo = () => {};
  const wait = (left: number) => {
    undo = afterFrame(() => (left > 1 ? wait(left - 1) : run()));
  };
  wait(frames);
  return () => undo();
}

/**
 * The newest value, a frame late, or some more, so that those who draw it take turns. Unlike React's deferred values it comes for certain,
 * however often the rest of the page changes.
 */
export function useAfterFrame<T>(value: T, frames = 1): T {
  const [shown, setShown] = useState(() => value);
  const latest = useRef(value);
  const undo = useRef<() => void>(undefined);
  useEffect(() => {
    latest.current = value;
    undo.current ??= afterFrames(frames, () => {
      undo.current = undefined;
      setShown(() => latest.current);
    });
  }, [value, frames]);
  useEffect(
    () => () => {
      undo.current?.();
      undo.current = undefined;
    },
    [],
  );
  return shown;
}
