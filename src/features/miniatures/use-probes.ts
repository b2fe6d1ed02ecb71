/** The newest probes of layers; asked for while the card that shows them can be seen. */
import { useCallback, useMemo, useRef } from "react";
import { probeBoardOf } from "@/features/miniatures/probe-board";
import type { LayerProbe } from "@/engine/protocol";
import { useBench } from "@/hooks/bench";
import { useStoreInTurn } from "@/hooks/in-turn";

/** In the order of `nodeIds`. `ref` is for the element that must be in view. A card is drawn anew only when a probe of its own layers came. */
export function useProbes(...nodeIds: readonly string[]) {
  const board = probeBoardOf(useBench());
  const key = nodeIds.join();
  const seen = useRef<() => void>(undefined);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const watch = () => {
        const undo = key.split(",").map((id) => board.watch(id));
        return () => undo.forEach((leave) => leave());
      };
      // Several entries come at once when a card moved meanwhile: the last one is how it is now.
      const observer = new IntersectionObserver((entries) => {
        seen.current?.();
        seen.current = entries.at(-1)?.isIntersecting ? watch() : undefined;
      });
      observer.observe(element);
      return () => {
        observer.disconnect();
        seen.current?.();
        seen.current = undefined;
      };
    },
    [board, key],
  );
  const probes = useStoreInTurn(board, (known: ReadonlyMap<string, LayerProbe>) => key.split(",").map((id) => known.get(id)), `card ${key}`);
  return useMemo(() => ({ ref, probes }), [ref, probes]);
}
