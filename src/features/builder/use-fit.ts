/** Fits the network into the room, and again whenever it changes, until somebody moves the view by hand. */
import { useReactFlow, useStore } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { fitView, type Insets } from "@/features/builder/layout/fit";
import type { Box } from "@/features/builder/layout/geometry";
import { prefersStillness } from "@/features/builder/use-places";

/** Room that the head of the panel and the edges take from the picture. Where the pane is narrow the tools are made for fingers, and taller. */
export const insetsOf = (paneWidth: number): Insets => ({ top: paneWidth < 640 ? 62 : 48, right: 20, bottom: 24, left: 20 });

export function moveMs(): number {
  return prefersStillness() ? 0 : 180;
}

export function useFit(bounds: () => Box) {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const isFree = useRef(false);
  const isFirst = useRef(true);
  const show = useEffectEvent(() => {
    const box = bounds();
    if (width === 0 || box.width === 0) return;
    void flow.setViewport(fitView(box, { width, height }, insetsOf(width)), { duration: isFirst.current ? 0 : moveMs() });
    isFirst.current = false;
  });
  const [fit] = useState(() => ({
    again: () => {
      if (!isFree.current) show();
    },
    now: () => {
      isFree.current = false;
      show();
    },
    leave: () => {
      isFree.current = true;
    },
  }));
  useEffect(() => fit.again(), [width, height, fit]);
  return fit;
}
