/** Keys that only mean something on the canvas: arrows follow wires, Enter opens the settings or a closed group, Escape leaves. */
import { useEffectEvent, type KeyboardEvent } from "react";
import { useCanvas } from "@/features/builder/canvas-state";
import { lossId } from "@/features/builder/canvas-graph";
import type { Box } from "@/features/builder/layout/geometry";
import { walk, type Direction } from "@/features/builder/layout/walk";
import type { Link } from "@/features/builder/layout/wiring";
import { useToggleGroup } from "@/features/builder/use-toggle-group";
import { useBench } from "@/hooks/bench";
import { closedGroups, drawnId, layersOf } from "@/network/closed-groups";
import type { NetworkDocument } from "@/network/document";
import { inferShapes } from "@/network/infer-shapes";
import { connectLayers, networkOf } from "@/store/commands/network-edits";
import { requestView } from "@/store/view-store";

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

const isClosedGroup = (network: NetworkDocument, id: string) => closedGroups(network).some((group) => group.id === id);

export function useCanvasKeys(boxes: ReadonlyMap<string, Box>, links: readonly Link[]): (event: KeyboardEvent) => void {
  const bench = useBench();
  const { store } = useCanvas();
  const toggle = useToggleGroup();
  return useEffectEvent((event: KeyboardEvent) => {
    const here = event.target instanceof HTMLElement ? event.target.dataset["layer"] : undefined;
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") leave();
    if (here === undefined) return;
    const { connectingFrom, isGathering } = bench.view.getState();
    const layerLinks = links.filter((link) => link.target !== lossId);
    const direction = directions[event.key];
    const network = networkOf(bench);
    if (direction) {
      const next = connectingFrom === undefined ? walk(here, direction, boxes, layerLinks) : step(here, direction, connectingFrom);
      event.preventDefault();
      if (next !== undefined) go(next, event.shiftKey);
    } else if (event.key === "Home" || event.key === "End") {
      const order = inferShapes(network).order;
      const next = event.key === "Home" ? order[0] : order.at(-1);
      event.preventDefault();
      if (next !== undefined) go(drawnId(network, next), event.shiftKey);
    } else if (isGathering && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      const { selection } = bench.document.getState();
      const parts = layersOf(network, here);
      const others = selection.filter((id) => !parts.includes(id));
      bench.document.select(parts.every((id) => selection.includes(id)) ? others : [...others, ...parts]);
    } else if (isClosedGroup(network, here) && connectingFrom === undefined && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      toggle(here, "key");
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (connectingFrom === undefined) {
        bench.document.select(bench.document.getState().selection.includes(here) ? bench.document.getState().selection : [here]);
        requestView(bench.view, "focusInspector");
      } else {
        const reason = connectLayers(bench, connectingFrom, here);
        const refusal = reason && { source: drawnId(network, connectingFrom), target: here, reason };
        store.setState({ refusal, ...(reason ? { openIssue: "refusal" } : {}) });
        bench.view.setState({ connectingFrom: undefined });
      }
    }
  });

  /** While a wire is drawn, arrows step through all layers in computing order: the aim has no wire yet. */
  function step(here: string, direction: Direction, from: string): string | undefined {
    const network = networkOf(bench);
    const { order, cyclic } = inferShapes(network);
    const start = drawnId(network, from);
    const others = [...new Set([...order, ...cyclic].map((id) => drawnId(network, id)))].filter((id) => id !== start || id === here);
    const by = direction === "right" || direction === "down" ? 1 : -1;
    const at = (others.indexOf(here) + by + others.length) % others.length;
    return others[at] === start ? others[(at + by + others.length) % others.length] : others[at];
  }

  function go(id: string, extends_: boolean): void {
    const { selection } = bench.document.getState();
    const ids = layersOf(networkOf(bench), id);
    store.setState({ wantsFocus: id, refusal: undefined });
    bench.view.setState({ selectedWire: undefined });
    const { connectingFrom, isGathering } = bench.view.getState();
    if (connectingFrom === undefined && !isGathering) bench.document.select(extends_ ? [...selection.filter((other) => !ids.includes(other)), ...ids] : ids);
  }

  function leave(): void {
    const { connectingFrom, isGathering } = bench.view.getState();
    if (connectingFrom !== undefined || isGathering) return bench.view.setState({ connectingFrom: undefined, isGathering: undefined });
    const isBusy = bench.document.getState().selection.length > 0 || bench.view.getState().selectedWire !== undefined || store.getState().refusal !== undefined;
    bench.document.select([]);
    bench.view.setState({ selectedWire: undefined });
    store.setState({ refusal: undefined });
    // First what is chosen, then the canvas itself.
    if (!isBusy && document.activeElement instanceof HTMLElement) document.activeElement.closest<HTMLElement>("[data-region]")?.focus();
  }
}
