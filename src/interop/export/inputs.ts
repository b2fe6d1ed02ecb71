/** The layers that one layer reads, by port. */
import type { Plan, PlannedLayer } from "@/network/plan";

export function inputsOf(layer: PlannedLayer, plan: Plan): readonly PlannedLayer[] {
  return layer.sources.map((id) => {
    const source = plan.layers.find(({ node }) => node.id === id);
    if (!source) throw new Error(`${layer.node.name} reads a layer that does not run.`);
    return source;
  });
}
