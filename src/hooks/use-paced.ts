/** A value that changes faster than anybody reads, taken every so often; drawing it each time would take the page's whole time. */
import { useEffect, useRef, useState } from "react";

/** A change after a quiet time shows at once; of those that follow, the newest one `everyMs` after the last that was shown. */
export function usePaced<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(() => value);
  const newest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (Object.is(newest.current, value)) return;
    newest.current = value;
    if (timer.current !== undefined) return;
    let drawn: T;
    const show = () => {
      drawn = newest.current;
      setShown(() => drawn);
      timer.current = setTimeout(() => {
        timer.current = undefined;
        if (!Object.is(drawn, newest.current)) show();
      }, everyMs);
    };
    show();
  }, [value, everyMs]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return shown;
}
