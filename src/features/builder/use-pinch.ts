/** Two fingers magnify and move the canvas over cards too, where xyflow knows one finger alone: the one that drags. */
import { useReactFlow, type Viewport } from "@xyflow/react";
import { useEffect, useEffectEvent, type RefObject } from "react";
import { leastZoom, mostZoom } from "@/features/builder/layout/fit";
import type { Point } from "@/network/document";

interface Pinch {
  readonly middle: Point;
  readonly distance: number;
}

/** Canvas units that lay between the fingers still do: the viewport after a pinch from `before` to `now`. */
export function pinched({ x, y, zoom }: Viewport, before: Pinch, now: Pinch): Viewport {
  const next = Math.min(mostZoom, Math.max(leastZoom, (zoom * now.distance) / Math.max(1, before.distance)));
  const share = next / zoom;
  return { x: now.middle.x - (before.middle.x - x) * share, y: now.middle.y - (before.middle.y - y) * share, zoom: next };
}

/** Of two fingers, seen from the corner of the canvas. */
function pinchOf(touches: TouchList, corner: Point): Pinch | undefined {
  const [a, b] = [touches[0], touches[1]];
  if (!a || !b || touches.length !== 2) return undefined;
  return {
    middle: { x: (a.clientX + b.clientX) / 2 - corner.x, y: (a.clientY + b.clientY) / 2 - corner.y },
    distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
  };
}

const isOnCard = ({ target }: Touch) => target instanceof Element && target.closest(".react-flow__node") !== null;

export function usePinch(section: RefObject<HTMLElement | null>, onStart: () => void): void {
  const flow = useReactFlow();
  const started = useEffectEvent(onStart);
  useEffect(() => {
    const element = section.current;
    if (!element) return;
    let last: Pinch | undefined;
    const begin = (event: TouchEvent) => {
      last = [...event.touches].some(isOnCard) ? pinchOf(event.touches, element.getBoundingClientRect()) : undefined;
      if (!last) return;
      event.preventDefault();
      event.stopPropagation();
      started();
    };
    const move = (event: TouchEvent) => {
      const now = last && pinchOf(event.touches, element.getBoundingClientRect());
      if (!last || !now) return;
      event.preventDefault();
      // The finger that came first drags nothing any more.
      event.stopPropagation();
      void flow.setViewport(pinched(flow.getViewport(), last, now));
      last = now;
    };
    const end = () => {
      last = undefined;
    };
    element.addEventListener("touchstart", begin, { capture: true, passive: false });
    element.addEventListener("touchmove", move, { capture: true, passive: false });
    element.addEventListener("touchend", end, { capture: true });
    element.addEventListener("touchcancel", end, { capture: true });
    return () => {
      element.removeEventListener("touchstart", begin, { capture: true });
      element.removeEventListener("touchmove", move, { capture: true });
      element.removeEventListener("touchend", end, { capture: true });
      element.removeEventListener("touchcancel", end, { capture: true });
    };
  }, [section, flow]);
}
