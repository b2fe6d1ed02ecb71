/** The network, as a panel: head, canvas, key of colours, list of layers. The app passes in what the cards show. */
import { ReactFlowProvider } from "@xyflow/react";
import { useMemo, useState } from "react";
import { CanvasMenu } from "@/features/builder/canvas-menu";
import { CanvasProvider, createCanvasStore, type RenderGroup, type RenderMiniature } from "@/features/builder/canvas-state";
import { EmptyNetwork } from "@/features/builder/empty-network";
import { LayerPicker } from "@/features/builder/layer-picker";
import { NetworkCanvas } from "@/features/builder/network-canvas";
import { NetworkHead } from "@/features/builder/network-head";
import { CanvasNews, NetworkTwin } from "@/features/builder/network-twin";
import "@xyflow/react/dist/base.css";
import "@/features/builder/builder.css";

export interface NetworkPanelProps {
  /** What a card shows of its layer; without it the cards are only as high as their words. Must be stable. */
  readonly renderMiniature?: RenderMiniature;
  /** The same for the card of a closed group. Must be stable. */
  readonly renderGroup?: RenderGroup;
}

export function NetworkPanel({ renderMiniature, renderGroup }: NetworkPanelProps) {
  const [store] = useState(createCanvasStore);
  const context = useMemo(() => ({ store, renderMiniature, renderGroup }), [store, renderMiniature, renderGroup]);
  return (
    <ReactFlowProvider>
      <CanvasProvider value={context}>
        <div className="network-panel">
          <NetworkHead />
          <NetworkTwin />
          <CanvasMenu>
            <div className="network-stage">
              <NetworkCanvas />
            </div>
          </CanvasMenu>
          <EmptyNetwork />
          <CanvasNews />
          <LayerPicker />
        </div>
      </CanvasProvider>
    </ReactFlowProvider>
  );
}
