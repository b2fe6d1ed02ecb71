/** What shows a run changes in turns with the rest of the page (`viz/frame-queue`): one part with each frame, and done before that frame is drawn. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import { shallow } from "zustand/vanilla/shallow";
import { useShallow } from "zustand/react/shallow";
import type { StoreApi } from "zustand/vanilla";
import { useBench } from "@/hooks/bench";
import type { RunState } from "@/store/run-store";
import { drawSoon } from "@/viz/frame-queue";

/** Renders what `show` changes in the turn of `part`; returns its undo. A page that is not seen draws no frames, and waits. */
export function showInTurn(show: () => void, part: unknown): () => void {
  return drawSoon(() => flushSync(show), part);
}

/** The newest value, shown in the turn of `part`. Unlike React's deferred values it comes for certain, however often the rest of the page changes. */
export function useInTurn<T>(value: T, part: string): T {
  const [shown, setShown] = useState(() => value);
  const told = useRef(value);
  const latest = useRef(value);
  const undo = useRef<() => void>(undefined);
  useEffect(() => {
    latest.current = value;
    if (Object.is(told.current, value)) return;
    undo.current ??= showInTurn(() => {
      undo.current = undefined;
      told.current = latest.current;
      setShown(() => latest.current);
    }, part);
  }, [value, part]);
  useEffect(
    () => () => {
      undo.current?.();
      undo.current = undefined;
    },
    [],
  );
  return shown;
}

/** A part of a store that changes often while training. Compared shallowly: what did not change takes no turn. */
export function useStoreInTurn<S, T>(store: Pick<StoreApi<S>, "getState" | "subscribe">, selector: (state: S) => T, part: string): T {
  const select = useShallow(selector);
  const latest = useRef(selector);
  useEffect(() => {
    latest.current = selector;
  });
  const subscribe = useCallback(
    (tell: () => void) => {
      let told = latest.current(store.getState());
      let undo: (() => void) | undefined;
      const stop = store.subscribe((state) => {
        if (undo || shallow(told, latest.current(state))) return;
        undo = showInTurn(() => {
          undo = undefined;
          told = latest.current(store.getState());
          tell();
        }, part);
      });
      return () => {
        stop();
        undo?.();
      };
    },
    [store, part],
  );
  return useSyncExternalStore(subscribe, () => select(store.getState()));
}

/** `useRun` for figures that change with every report of the worker. */
export function useRunInTurn<T>(selector: (state: RunState) => T, part: string): T {
  return useStoreInTurn(useBench().run, selector, part);
}
