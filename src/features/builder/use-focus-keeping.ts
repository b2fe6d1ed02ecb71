/** The keyboard never falls out of the canvas because a card went away under it. */
import { useEffect, useEffectEvent, useRef, type RefObject } from "react";
import { useCanvas } from "@/features/builder/canvas-state";
import { useBench, useDocument } from "@/hooks/bench";
import { useViewRequest } from "@/hooks/use-view-request";
import { closedGroups, drawnId } from "@/network/closed-groups";
import type { NetworkDocument } from "@/network/document";

/** The card, if it is there; else that of the layer `otherwise`, else the first. */
function cardOr(network: NetworkDocument, id: string | undefined, otherwise = network.nodes[0]?.id): string | undefined {
  const isThere = closedGroups(network).some((group) => group.id === id) || network.nodes.some((node) => node.id === id && drawnId(network, id) === id);
  return isThere || otherwise === undefined ? id : drawnId(network, otherwise);
}

export function useFocusKeeping(section: RefObject<HTMLDivElement | null>) {
  const bench = useBench();
  const { store } = useCanvas();
  const network = useDocument((state) => state.project.network);
  const wasInside = useRef(false);
  const focusChosen = useEffectEvent(() => {
    const { selection, project } = bench.document.getState();
    const { tabStop } = store.getState();
    const chosen = selection.at(-1);
    store.setState({ wantsFocus: chosen === undefined ? cardOr(project.network, tabStop) : drawnId(project.network, chosen) });
  });
  useViewRequest("focusNetwork", focusChosen);
  useEffect(() => {
    const onFocusIn = (event: FocusEvent) => {
      wasInside.current = event.target instanceof Node && (section.current?.contains(event.target) ?? false);
    };
    document.addEventListener("focusin", onFocusIn);
    return () => document.removeEventListener("focusin", onFocusIn);
  }, [section]);
  useEffect(() => {
    const { tabStop } = store.getState();
    const chosen = bench.document.getState().selection.at(-1);
    const next = cardOr(network, tabStop, chosen);
    if (next !== tabStop) store.setState({ tabStop: next });
    // The canvas itself has the focus after a gesture on it.
    const isNowhere = document.activeElement === document.body || (chosen !== undefined && document.activeElement === section.current);
    // Some card may be about to take it.
    if (wasInside.current && isNowhere && store.getState().wantsFocus === undefined) focusChosen();
  }, [network, bench, store, section]);
}
