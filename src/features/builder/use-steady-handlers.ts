/** Handlers that stay the very same functions while what they do changes: xyflow tells every card and wire of each new one it is given. */
import { useLayoutEffect, useRef, useState } from "react";

type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

export function useSteadyHandlers<T extends Handlers>(handlers: T): T {
  const latest = useRef(handlers);
  useLayoutEffect(() => {
    latest.current = handlers;
  }, [handlers]);
  const [steady] = useState(
    () => Object.fromEntries(Object.keys(handlers).map((key) => [key, (...args: never[]) => latest.current[key]?.(...args)])) as unknown as T,
  );
  return steady;
}
