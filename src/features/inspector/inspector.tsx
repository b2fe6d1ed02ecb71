/** What is chosen on the canvas: one layer, several, or nothing, which shows how the network is trained. */
import { lazy, Suspense, type ReactNode } from "react";
import { useDocument } from "@/hooks/bench";
import "@/features/inspector/inspector.css";

const LayerInspector = lazy(async () => ({ default: (await import("@/features/inspector/layer-inspector")).LayerInspector }));
const SeveralLayers = lazy(async () => ({ default: (await import("@/features/inspector/several-layers")).SeveralLayers }));

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
  return (
    <Suspense fallback={training}>
      {chosen.length > 1 ? <SeveralLayers nodes={chosen} /> : <LayerInspector key={only.id} node={only} renderInside={renderInside} />}
    </Suspense>
  );
}
