/** A layer dragged from the list lands where it is dropped, or goes into the wire it is dropped on. */
import { useReactFlow } from "@xyflow/react";
import type { DragEvent } from "react";
import { useCanvas } from "@/features/builder/canvas-state";
import { grown } from "@/features/builder/layout/geometry";
import { wireUnder } from "@/features/builder/layout/wire-under";
import type { Wire } from "@/features/builder/layout/route-wires";
import { useBench } from "@/hooks/bench";
import type { Point } from "@/network/document";
import { layerNames, type LayerName } from "@/network/layers";
import { addLayerAt } from "@/store/commands/network-edits";

export const layerDragType = "application/x-layerlab-layer";
/** About the pointer, in canvas units. */
const reach = 24;

export function useLayerDrop(wires: ReadonlyMap<string, Wire>, closed: string) {
  const bench = useBench();
  const { store } = useCanvas();
  const flow = useReactFlow();
  const wireAt = ({ x, y }: Point): string | undefined =>
    wireUnder(
      [...wires.values()].filter((wire) => wire.id !== closed),
      grown({ x, y, width: 0, height: 0 }, reach),
    );
  const pointOf = (event: DragEvent) => flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(layerDragType)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      store.setState({ dropWire: wireAt(pointOf(event)) });
    },
    onDragLeave: () => store.setState({ dropWire: undefined }),
    onDrop: (event: DragEvent) => {
      const className = event.dataTransfer.getData(layerDragType) as LayerName;
      store.setState({ dropWire: undefined });
      if (!layerNames.includes(className)) return;
      event.preventDefault();
      const point = pointOf(event);
      const edgeId = wireAt(point);
      const { x, y } = { x: Math.round(point.x - 66), y: Math.round(point.y - 14) };
      addLayerAt(bench, className, edgeId === undefined ? { kind: "point", x, y } : { kind: "wire", edgeId });
    },
  };
}
