/** Places that move: where the cards are drawn now, on their way to where layout or a drag puts them. */
import { useEffect, useRef, useState } from "react";
import type { Point } from "@/network/document";

type Places = ReadonlyMap<string, Point>;
/** As `--move` in the tokens. */
const moveMs = 180;

const isSame = (a: Places, b: Places) => [...b].every(([id, place]) => a.get(id)?.x === place.x && a.get(id)?.y === place.y);

export function prefersStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Cards slide to their new places in 180 ms, all at once; new ones are there at once. */
export function useMovingPlaces(target: Places): { readonly places: Places; readonly jump: (places: Places) => void } {
  const [shown, setShown] = useState(target);
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  }, [shown]);
  useEffect(() => {
    const from = latest.current;
    const isFirst = from.size === 0;
    if (isSame(from, target)) return;
    if (isFirst || prefersStillness()) {
      setShown(target);
      return;
    }
    const start = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const share = Math.min(1, Math.max(0, (now - start) / moveMs));
      setShown(share === 1 ? target : between(from, target, 1 - (1 - share) ** 3));
      if (share < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);
  // A card that has just been added or removed is known from the target alone.
  const places = new Map([...target].map(([id, place]) => [id, shown.get(id) ?? place]));
  return { places: isSame(shown, places) && shown.size === places.size ? shown : places, jump: setShown };
}

function between(from: Places, to: Places, share: number): Places {
  return new Map(
    [...to].map(([id, end]) => {
      const start = from.get(id) ?? end;
      return [id, { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share }];
    }),
  );
}
