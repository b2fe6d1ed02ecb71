/** Keys that only mean something on the canvas: arrows follow wires, Enter opens the settings, Escape leaves. */
import { useEffectEvent, type KeyboardEvent } from "react";
import { useCanvas } from "@/features/builder/canvas-state";
import { lossId } from "@/features/builder/canvas-graph";
import type { Box } from "@/features/builder/layout/geometry";
import { walk, type Direction } from "@/features/builder/layout/walk";
import type { Link } from "@/features/builder/layout/wiring";
import { useBench } from "@/hooks/bench";
import { inferShapes } from "@/network/infer-shapes";
import { connectLayers, networkOf } from "@/store/commands/network-edits";
import { requestView } from "@/store/view-store";

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

export function useCanvasKeys(boxes: ReadonlyMap<string, Box>, links: readonly Link[]): (event: KeyboardEvent) => void {
  const bench = useBench();
  const { store } = useCanvas();
  return useEffectEvent((event: KeyboardEvent) => {
    const here = event.target instanceof HTMLElement ? event.target.dataset["layer"] : undefined;
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") leave();
    if (here === undefined) return;
    const { connectingFrom } = bench.view.getState();
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
      if (next !== undefined) go(next, event.shiftKey);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (connectingFrom === undefined) {
        bench.document.select(bench.document.getState().selection.includes(here) ? bench.document.getState().selection : [here]);
        requestView(bench.view, "focusInspector");
      } else {
        const reason = connectLayers(bench, connectingFrom, here);
        store.setState({ refusal: reason ? { source: connectingFrom, target: here, reason } : undefined, ...(reason ? { openIssue: "refusal" } : {}) });
        bench.view.setState({ connectingFrom: undefined });
      }
    }
  });

  /** While a wire is drawn, arrows step through all layers in computing order: the aim has no wire yet. */
  function step(here: string, direction: Direction, from: string): string | undefined {
    const network = networkOf(bench);
    const { order, cyclic } = inferShapes(network);
    const others = [...order, ...cyclic].filter((id) => id !== from || id === here);
    const by = direction === "right" || direction === "down" ? 1 : -1;
    const at = (others.indexOf(here) + by + others.length) % others.length;
    return others[at] === from ? others[(at + by + others.length) % others.length] : others[at];
  }

  function go(id: string, extends_: boolean): void {
    const { selection } = bench.document.getState();
    store.setState({ wantsFocus: id, refusal: undefined });
    bench.view.setState({ selectedWire: undefined });
    if (bench.view.getState().connectingFrom === undefined) bench.document.select(extends_ ? [...selection.filter((other) => other !== id), id] : [id]);
  }

  function leave(): void {
    if (bench.view.getState().connectingFrom !== undefined) return bench.view.setState({ connectingFrom: undefined });
    const isBusy = bench.document.getState().selection.length > 0 || bench.view.getState().selectedWire !== undefined || store.getState().refusal !== undefined;
    bench.document.select([]);
    bench.view.setState({ selectedWire: undefined });
    store.setState({ refusal: undefined });
    // First what is chosen, then the canvas itself.
    if (!isBusy && document.activeElement instanceof HTMLElement) document.activeElement.closest<HTMLElement>("[data-region]")?.focus();
  }
}
