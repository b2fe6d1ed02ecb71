/** One layer looked at closely, for a narrow panel: one thing below the other. */
import { LayerDetail } from "@/features/miniatures/layer-detail";
import { useDocument } from "@/hooks/bench";
import "@/features/miniatures/miniatures.css";

export function LayerWeights({ nodeId }: { readonly nodeId: string }) {
  const node = useDocument((state) => state.project.network.nodes.find(({ id }) => id === nodeId));
  return node ? <LayerDetail key={nodeId} node={node} isStacked /> : null;
}
