/** While training, beads run along the wires: in steps, and in turns with what else changes on the page, since each step repaints the canvas. */
import { useEffect, type RefObject } from "react";
import { drawSoon } from "@/viz/frame-queue";

const stepMs = 150;
/** One period of the dashes of `.wire-flow`, in so many steps, in the units of the canvas. */
const period = 16;
const stepCount = 8;

export function useWireFlow(canvas: RefObject<HTMLElement | null>, isTraining: boolean): void {
  useEffect(() => {
    if (!isTraining || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    let step = 0;
    const draw = () => {
      step = (step + 1) % stepCount;
      const offset = String((-step * period) / stepCount);
      for (const path of canvas.current?.querySelectorAll<SVGPathElement>(".wire-flow") ?? []) path.style.strokeDashoffset = offset;
    };
    let undo: (() => void) | undefined;
    const timer = setInterval(() => {
      undo = drawSoon(draw, "wires");
    }, stepMs);
    return () => {
      clearInterval(timer);
      undo?.();
    };
  }, [canvas, isTraining]);
}
