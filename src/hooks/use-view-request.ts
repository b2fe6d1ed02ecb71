/** Answers a request of a command with what only this part of the page can do: fit the canvas, move the focus. */
import { useEffect, useEffectEvent } from "react";
import { useBench } from "@/hooks/bench";
import type { ViewRequestKind } from "@/store/view-store";

export function useViewRequest(kind: ViewRequestKind, answer: () => void): void {
  const { view } = useBench();
  const onRequest = useEffectEvent(answer);
  useEffect(
    () =>
      view.subscribe((state, before) => {
        if (state.request !== before.request && state.request?.kind === kind) onRequest();
      }),
    [view, kind],
  );
}
