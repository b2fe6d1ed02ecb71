/** Tells a screen reader what happens, one sentence at most every five seconds; the newest wins. */
import { useEffect, useRef, useState } from "react";

const quietMs = 5000;

export function Announcer({ sentence }: { readonly sentence: string | undefined }) {
  const [spoken, setSpoken] = useState("");
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (!sentence) return;
    const wait = Math.max(0, lastAt.current + quietMs - performance.now());
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      setSpoken(sentence);
    }, wait);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      {spoken}
    </div>
  );
}
