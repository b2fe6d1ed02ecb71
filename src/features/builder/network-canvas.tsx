/** The canvas: gives xyflow the cards and wires of the document, and turns its gestures into edits. */
import { ReactFlow, SelectionMode, useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { boxesOf, canvasGraph, lossId, placesOf, wayBesideOthers, wiresOf, wiresWhileMoving } from "@/features/builder/canvas-graph";
import { useCanvas } from "@/features/builder/canvas-state";
import { ColourKey } from "@/features/builder/colour-key";
import { ConnectionPreview } from "@/features/builder/connection-preview";
import { useLayerDrop } from "@/features/builder/use-layer-drop";
import { IssueLayer } from "@/features/builder/issue-layer";
import { LayerCard } from "@/features/builder/layer-card";
import { GroupCard } from "@/features/builder/group-card";
import { GroupFrame } from "@/features/builder/group-frame";
import { leastZoom, mostZoom, roomIn } from "@/features/builder/layout/fit";
import { frameBox } from "@/features/builder/layout/frames";
import { boundsOf } from "@/features/builder/layout/geometry";
import { LossPill, shortTitle } from "@/features/builder/loss-pill";
import { useCanvasGestures, type CanvasNode } from "@/features/builder/use-canvas-gestures";
import { useCanvasKeys } from "@/features/builder/use-canvas-keys";
import { useClipboardEvents } from "@/features/builder/use-clipboard-events";
import { insetsOf, moveMs, useFit } from "@/features/builder/use-fit";
import { useFocusKeeping } from "@/features/builder/use-focus-keeping";
import { useKeptItems } from "@/features/builder/use-kept-items";
import { usePinch } from "@/features/builder/use-pinch";
import { useMovingPlaces } from "@/features/builder/use-places";
import { useWireFlow } from "@/features/builder/use-wire-flow";
import { WireView, type WireEdge } from "@/features/builder/wire-view";
import { useBench, useDocument, useRun, useView } from "@/hooks/bench";
import { useViewRequest } from "@/hooks/use-view-request";
import { useShownDataset } from "@/hooks/use-dataset";
import type { NetworkDocument, Point } from "@/network/document";
import { moveNodes } from "@/network/edit";
import { losses } from "@/network/losses";
import { layersOf } from "@/network/closed-groups";
import { outputIdOf } from "@/store/derived";
import { classNames } from "@/ui/class-names";
import { useLocale, useSay } from "@/ui/locale";

const nodeTypes = { layer: LayerCard, closed: GroupCard, frame: GroupFrame, loss: LossPill };
const edgeTypes = { wire: WireView };
// Made once: xyflow tells all of its parts of every value that is another than before.
const severalKeys = ["Shift", "Meta", "Control"];
const proOptions = { hideAttribution: true };
/** Behind the wires; only its name can be grasped. */
const frameFacts = { type: "frame", selectable: false, connectable: false, zIndex: -1, style: { pointerEvents: "none" }, data: {} } as const;

export function NetworkCanvas() {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const flow = useReactFlow<CanvasNode, WireEdge>();
  const flowStore = useStoreApi();
  const { renderMiniature } = useCanvas();
  const network = useDocument((state) => state.project.network);
  const outputId = useDocument(outputIdOf);
  const selection = useDocument((state) => state.selection);
  const loss = useDocument((state) => state.project.training.loss);
  const selectedWire = useView((view) => view.selectedWire);
  const isGathering = useView((view) => view.isGathering === true);
  const isTraining = useRun(({ run }) => run.status === "running");
  const paneWidth = useStore((state) => Math.round(state.width));
  const paneHeight = useStore((state) => Math.round(state.height));
  const zoomLevel = useStore((state) => (state.transform[2] < 0.45 ? "far" : state.transform[2] < 0.7 ? "middle" : "near"));

  const isShowingMiniatures = renderMiniature !== undefined;
  const isPlane = useShownDataset()?.kind === "point2d";
  const lossTitle = shortTitle(losses[loss].title[locale]);
  const facts = useMemo(() => ({ outputId, locale, isShowingMiniatures, isPlane, lossTitle }), [outputId, locale, isShowingMiniatures, isPlane, lossTitle]);
  const graph = useMemo(() => canvasGraph(network, facts), [network, facts]);
  const target = useMemo(() => placesOf(graph, roomIn({ width: paneWidth, height: paneHeight }, insetsOf(paneWidth))), [graph, paneWidth, paneHeight]);
  const { places: settled, jump } = useMovingPlaces(target);
  const [dragged, setDragged] = useState<ReadonlyMap<string, Point>>();
  const places = useMemo(() => (dragged ? new Map([...settled, ...dragged]) : settled), [settled, dragged]);
  const boxes = useMemo(() => boxesOf(graph, places), [graph, places]);
  const finalWires = useMemo(() => wiresOf(graph, boxesOf(graph, target)), [graph, target]);
  const wires = useMemo(() => {
    const moving = new Set([...places].filter(([id, { x, y }]) => target.get(id)?.x !== x || target.get(id)?.y !== y).map(([id]) => id));
    return moving.size === 0 ? finalWires : wiresWhileMoving(graph, boxes, moving, finalWires);
  }, [graph, places, boxes, target, finalWires]);
  useEffect(() => {
    const besideOthers = (next: NetworkDocument, copies: readonly string[]) =>
      moveNodes(
        next,
        copies,
        wayBesideOthers(canvasGraph(next, facts), boxesOf(graph, target), (id) => layersOf(next, id).every((part) => copies.includes(part))),
      );
    bench.view.setState({ places: target, besideOthers });
  }, [bench, graph, facts, target]);
  useEffect(() => () => bench.view.setState({ besideOthers: undefined }), [bench]);

  const keptNodes = useKeptItems<CanvasNode>();
  const keptEdges = useKeptItems<WireEdge>();
  const nodes = useMemo(() => {
    const frames = graph.frames.map((frame): CanvasNode => {
      const { x, y, width, height } = frameBox(frame, boxes);
      return { id: frame.id, position: { x, y }, width, height, ...frameFacts };
    });
    const cards = [...graph.shapes].map(([id, shape]): CanvasNode => {
      const { width, height } = shape;
      // Without `measured` xyflow forgets where the ports are, and takes all wires of the card out until it has looked again.
      const shared = { id, position: places.get(id) ?? { x: 0, y: 0 }, width, height, measured: { width, height }, data: { shape } };
      if (id === lossId) return { ...shared, type: "loss", draggable: false, selectable: false, connectable: false };
      const parts = layersOf(network, id);
      return { ...shared, type: parts[0] === id ? "layer" : "closed", selected: parts.every((part) => selection.includes(part)) };
    });
    return keptNodes([...frames, ...cards]);
  }, [graph, network, places, boxes, selection, keptNodes]);
  const edges = useMemo(
    () =>
      keptEdges(
        graph.links.flatMap((link): WireEdge[] => {
          const wire = wires.get(link.id);
          if (!wire) return [];
          const { id, source, target: to } = link;
          return [
            {
              id,
              source,
              target: to,
              sourceHandle: "right",
              targetHandle: "left",
              type: "wire",
              selected: id === selectedWire,
              selectable: id !== lossId,
              data: { wire, link },
            },
          ];
        }),
      ),
    [graph, wires, selectedWire, keptEdges],
  );

  const fit = useFit(() => {
    const still = boxesOf(graph, target);
    return boundsOf([...still.values(), ...graph.frames.map((frame) => frameBox(frame, still)), ...[...finalWires.values()].map((wire) => wire.bounds)]);
  });
  useEffect(() => fit.again(), [target, fit]);
  // As if Shift were held.
  useEffect(() => flowStore.setState({ multiSelectionActive: isGathering }), [flowStore, isGathering]);
  useViewRequest("fit", () => fit.now());
  useViewRequest("zoomIn", () => void flow.zoomIn({ duration: moveMs() }));
  useViewRequest("zoomOut", () => void flow.zoomOut({ duration: moveMs() }));

  const section = useRef<HTMLDivElement>(null);
  useFocusKeeping(section);
  usePinch(section, () => fit.leave());
  useWireFlow(section, isTraining);
  const onKeyDown = useCanvasKeys(boxes, graph.links);
  useClipboardEvents();
  const drop = useLayerDrop(wires, lossId);

  const gestures = useCanvasGestures({ graph, target, places, boxes, wires, isGathering, setDragged, jump, leaveFit: () => fit.leave() });

  return (
    <div
      ref={section}
      className={classNames("network-canvas", isTraining && "is-training")}
      data-zoom={zoomLevel}
      {...drop}
      tabIndex={-1}
      onPointerDownCapture={(event) => {
        // The gestures of the canvas keep the browser from moving the focus here, where its keys are heard.
        if (event.target instanceof Element && event.target.matches(".react-flow__pane, .react-flow__edge *")) section.current?.focus({ preventScroll: true });
      }}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        // Moves by key are one step of undo for as long as Alt is held.
        if (event.key === "Alt") bench.document.closeGesture();
      }}
    >
      {isShowingMiniatures && <ColourKey boxes={boxes} />}
      <ReactFlow<CanvasNode, WireEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...gestures}
        connectOnClick={false}
        connectionLineComponent={ConnectionPreview}
        connectionRadius={24}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={severalKeys}
        selectionKeyCode="Shift"
        selectionOnDrag={isGathering}
        panOnDrag={!isGathering}
        deleteKeyCode={null}
        panActivationKeyCode={null}
        disableKeyboardA11y
        nodesFocusable={false}
        edgesFocusable={false}
        zoomOnDoubleClick={false}
        nodeDragThreshold={4}
        nodeClickDistance={4}
        minZoom={leastZoom}
        maxZoom={mostZoom}
        proOptions={proOptions}
        role="group"
        aria-label={say({ en: "Layers. Arrow keys follow the wires.", zh: "各层。方向键沿连线移动。" })}
      >
        <IssueLayer boxes={boxes} wires={wires} />
      </ReactFlow>
    </div>
  );
}
