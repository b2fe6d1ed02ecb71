/** What the gestures of the canvas do: dragging cards, choosing, drawing wires. */
import type { Connection, FinalConnectionState, NodeChange } from "@xyflow/react";
import type { Dispatch, MouseEvent as ReactMouseEvent, SetStateAction } from "react";
import { boxesOf, lossId, type CanvasGraph } from "@/features/builder/canvas-graph";
import { useCanvas } from "@/features/builder/canvas-state";
import type { GroupCardNode } from "@/features/builder/group-card";
import type { GroupFrameNode } from "@/features/builder/group-frame";
import type { LayerCardNode } from "@/features/builder/layer-card";
import { frameBox } from "@/features/builder/layout/frames";
import type { Box } from "@/features/builder/layout/geometry";
import type { Wire } from "@/features/builder/layout/route-wires";
import { wireUnder } from "@/features/builder/layout/wire-under";
import type { LossPillNode } from "@/features/builder/loss-pill";
import { useSteadyHandlers } from "@/features/builder/use-steady-handlers";
import { useToggleGroup } from "@/features/builder/use-toggle-group";
import type { WireEdge } from "@/features/builder/wire-view";
import { useBench } from "@/hooks/bench";
import { drawnId, layersOf } from "@/network/closed-groups";
import type { Point } from "@/network/document";
import { branchFrom, connectLayers, insertLayerOnWire, networkOf, placeLayers } from "@/store/commands/network-edits";

export type CanvasNode = LayerCardNode | GroupCardNode | GroupFrameNode | LossPillNode;
type Places = ReadonlyMap<string, Point>;

export interface Drawn {
  readonly graph: CanvasGraph;
  /** Where the cards belong, and where they are now. */
  readonly target: Places;
  readonly places: Places;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly wires: ReadonlyMap<string, Wire>;
  readonly isGathering: boolean;
  readonly setDragged: Dispatch<SetStateAction<Places | undefined>>;
  readonly jump: (places: Places) => void;
  readonly leaveFit: () => void;
}

export function useCanvasGestures({ graph, target, places, boxes, wires, isGathering, setDragged, jump, leaveFit }: Drawn) {
  const bench = useBench();
  const { store } = useCanvas();
  const toggle = useToggleGroup();

  /** Where a drag puts the cards: a frame takes its parts along. */
  const movesOf = (id: string, to: Point): readonly (readonly [string, Point])[] => {
    const frame = graph.frames.find((other) => other.id === id);
    if (!frame) return [[id, to]];
    const from = frameBox(frame, boxesOf(graph, target));
    return frame.members.map((member) => {
      const { x, y } = target.get(member) ?? { x: 0, y: 0 };
      return [member, { x: x + to.x - from.x, y: y + to.y - from.y }];
    });
  };
  /** A layer that hangs alone may be dropped into a wire. */
  const wireBelow = (id: string): string | undefined => {
    const box = boxes.get(id);
    if (!box || layersOf(networkOf(bench), id)[0] !== id || graph.links.some((link) => link.source === id || link.target === id)) return undefined;
    return wireUnder(
      [...wires.values()].filter((wire) => wire.id !== lossId),
      box,
    );
  };
  const connect = (source: string, to: string) => {
    const network = networkOf(bench);
    const reason = connectLayers(bench, source, to);
    const refusal = reason && { source: drawnId(network, source), target: drawnId(network, to), reason };
    store.setState({ refusal, ...(reason ? { openIssue: "refusal" } : {}) });
  };
  const drop = (node: CanvasNode, all: readonly CanvasNode[]) => {
    const { dropWire } = store.getState();
    const moved = new Map(all.flatMap(({ id, position: { x, y } }) => movesOf(id, { x: Math.round(x), y: Math.round(y) })));
    const final = new Map([...places, ...moved]);
    store.setState({ dropWire: undefined });
    setDragged(undefined);
    jump(final);
    if ([...moved].every(([id, { x, y }]) => target.get(id)?.x === x && target.get(id)?.y === y)) return;
    if (dropWire !== undefined) insertLayerOnWire(bench, node.id, dropWire, final);
    else placeLayers(bench, [...moved.keys()], final);
  };

  return useSteadyHandlers({
    onNodesChange(changes: readonly NodeChange<CanvasNode>[]) {
      const moves = changes.flatMap((change) => (change.type === "position" && change.dragging && change.position ? movesOf(change.id, change.position) : []));
      if (moves.length > 0) setDragged((before) => new Map([...(before ?? []), ...moves]));
      const chosen = new Set(bench.document.getState().selection);
      const before = chosen.size;
      let isChanged = false;
      for (const change of changes) {
        if (change.type !== "select" || change.id === lossId) continue;
        isChanged = true;
        for (const id of layersOf(networkOf(bench), change.id))
          if (change.selected) chosen.add(id);
          else chosen.delete(id);
      }
      if (!isChanged) return;
      if (chosen.size > 0 || before > 0) bench.view.setState({ selectedWire: undefined });
      bench.document.select([...chosen]);
    },
    onNodeDrag(_event: unknown, node: CanvasNode, all: readonly CanvasNode[]) {
      const dropWire = all.length === 1 ? wireBelow(node.id) : undefined;
      if (dropWire !== store.getState().dropWire) store.setState({ dropWire });
    },
    onNodeDragStop: (_event: unknown, node: CanvasNode, all: CanvasNode[]) => drop(node, all),
    onSelectionDragStop(_event: ReactMouseEvent, all: CanvasNode[]) {
      if (all[0]) drop(all[0], all);
    },
    onConnect: ({ source, target: to }: Connection) => connect(source, to),
    /** Anywhere on a card is good enough to drop a wire; beside the cards a list of layers opens. */
    onConnectEnd(event: MouseEvent | TouchEvent, { fromNode, fromHandle, isValid }: FinalConnectionState) {
      if (isValid || !fromNode) return;
      const { clientX, clientY } = "changedTouches" in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
      const under = document.elementFromPoint(clientX, clientY);
      const to = under?.closest<HTMLElement>("[data-layer]")?.dataset["layer"];
      const isOut = fromHandle?.type === "source";
      if (to !== undefined) connect(isOut ? fromNode.id : to, isOut ? to : fromNode.id);
      else if (isOut && under?.closest(".react-flow__pane")) branchFrom(bench, fromNode.id);
    },
    onNodeClick(event: ReactMouseEvent, node: CanvasNode) {
      // Without keys and without dragging: the menu starts a wire, a tap ends it.
      const { connectingFrom } = bench.view.getState();
      const network = networkOf(bench);
      if (node.id === lossId || node.type === "frame") return;
      if (connectingFrom === undefined) {
        // One of several that are chosen: from here on it alone.
        if (!isGathering && !event.shiftKey && !event.ctrlKey && !event.metaKey) bench.document.select(layersOf(network, node.id));
        return;
      }
      if (node.id === drawnId(network, connectingFrom)) return;
      bench.view.setState({ connectingFrom: undefined });
      connect(connectingFrom, node.id);
    },
    onNodeDoubleClick: (_event: ReactMouseEvent, node: CanvasNode) => toggle(node.id, "pointer"),
    onEdgeClick(_event: ReactMouseEvent, edge: WireEdge) {
      if (edge.id === lossId) return;
      bench.document.select([]);
      bench.view.setState({ selectedWire: edge.id });
    },
    onEdgeMouseEnter: (_event: ReactMouseEvent, edge: WireEdge) => store.setState({ hoveredWire: edge.id }),
    onEdgeMouseLeave: () => store.setState({ hoveredWire: undefined }),
    onPaneClick() {
      bench.document.select([]);
      bench.view.setState({ selectedWire: undefined, connectingFrom: undefined, isGathering: undefined });
      store.setState({ refusal: undefined });
    },
    onMoveStart(event: MouseEvent | TouchEvent | null) {
      if (event) leaveFit();
    },
  });
}
