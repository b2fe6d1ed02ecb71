/** Handlers that stay the very same functions while what they do changes: xyflow tells every card and wire of each new one it is given. */
import { useLayoutEffect, useRef, useState } from "react";

type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

export function useSteadyHandlers<T extends Handlers>(handlers: T): T {
  const latest = useRef(handlers);
  useLayoutEffect(() => {
    latest.current = handlers;
  }, [handlers]);
  const [steady] = useState(() => {
    const same = { ...handlers };
    for (const key in same) same[key] = ((...args: never[]) => latest.current[key]?.(...args)) as T[typeof key];
    return same;
  });
  return steady;
}
