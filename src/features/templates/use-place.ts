/** Places the bubble of the first visit, and places it again whenever the page around it changes. */
import { useLayoutEffect, useState, type RefObject } from "react";
import { edge, gap, placeBeside, type Place } from "@/features/templates/coach-place";

/**
 * It also keeps free on the page what it takes of it (`--coach-room`): nothing is to be pressed under a bubble. The room stays said between two
 * steps, whose bubbles are as high: taking it back and saying it again works out the styles of the whole page twice, as a run begins.
 */
export function usePlace(bubble: RefObject<HTMLElement | null>, selectors: readonly string[]): Place | undefined {
  const [place, setPlace] = useState<Place | undefined>();
  useLayoutEffect(() => {
    const element = bubble.current;
    if (!element) return;
    const root = document.documentElement;
    let watched: Element | undefined;
    // It reports once at the start, and whenever the window, the panel or the bubble changes size. A turned screen has other parts.
    const observer = new ResizeObserver(() => {
      const target = firstShown(selectors);
      if (target !== watched && watched) observer.unobserve(watched);
      if (target !== watched && target) observer.observe(target);
      watched = target;
      if (!target) return;
      const page = { width: innerWidth, height: innerHeight };
      const box = target.getBoundingClientRect();
      const limits = box.top < page.height / 2 ? besideTools() : { left: 0, right: page.width };
      element.style.setProperty("--coach-width", `${limits.right - Math.max(edge, limits.left)}px`);
      const room = `${element.offsetHeight + gap + 6}px`;
      if (root.style.getPropertyValue("--coach-room") !== room) root.style.setProperty("--coach-room", room);
      setPlace(placeBeside(box, element.offsetWidth, page, limits));
    });
    observer.observe(document.body);
    observer.observe(element);
    return () => observer.disconnect();
  }, [bubble, selectors]);
  return place;
}

function firstShown(selectors: readonly string[]): Element | undefined {
  return selectors.flatMap((selector) => document.querySelector(selector) ?? []).find((found) => found.getClientRects().length > 0);
}

/** As long as the canvas is on its way. */
const toolsWidth = 200;

/** From the edge of the network to its tools: the head of the canvas has words only. */
function besideTools(): { readonly left: number; readonly right: number } {
  const network = document.querySelector('[data-region="network"]')?.getBoundingClientRect();
  const tools = document.querySelector(".network-tools")?.getBoundingClientRect();
  return { left: (network?.left ?? 0) + 8, right: (tools?.left ?? (network?.right ?? innerWidth) - toolsWidth) - 8 };
}
