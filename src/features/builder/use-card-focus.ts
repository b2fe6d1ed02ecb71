/** One card is in the Tab order; the one that is wanted takes the focus as soon as it is there. */
import { useEffect, useRef } from "react";
import { useCanvas, useCanvasState } from "@/features/builder/canvas-state";

export function useCardFocus(id: string) {
  const { store } = useCanvas();
  const isTabStop = useCanvasState((state) => state.tabStop === id);
  const wantsFocus = useCanvasState((state) => state.wantsFocus === id);
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!wantsFocus) return;
    ref.current?.focus({ preventScroll: true });
    store.setState({ wantsFocus: undefined });
  }, [wantsFocus, store]);
  return { ref, tabIndex: isTabStop ? 0 : -1, onFocus: () => store.setState({ tabStop: id }) };
}
