/** What is chosen on the canvas: one layer, several, or nothing, which shows how the network is trained. */
import type { ReactNode } from "react";
import { LayerInspector } from "@/features/inspector/layer-inspector";
import { SeveralLayers } from "@/features/inspector/several-layers";
import { useDocument } from "@/hooks/bench";
import "@/features/inspector/inspector.css";

export interface InspectorProps {
  /** Shown while nothing is chosen. */
  readonly training: ReactNode;
  /** What a layer holds now: weights, gradients, maps. */
  readonly renderInside: (nodeId: string) => ReactNode;
}

export function Inspector({ training, renderInside }: InspectorProps) {
  const chosen = useDocument((state) => state.project.network.nodes.filter((node) => state.selection.includes(node.id)));
  const [only] = chosen;
  if (!only) return training;
  if (chosen.length > 1) return <SeveralLayers nodes={chosen} />;
  return <LayerInspector key={only.id} node={only} renderInside={renderInside} />;
}
