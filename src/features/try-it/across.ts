/** The attention that looks from one sequence to another: which layers have it, and how much each step looks at each other. */
import type { LayerProbe } from "@/engine/protocol";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { inputEdges } from "@/network/infer-shapes";

/** In the order of the document. */
export function acrossLayers(network: NetworkDocument): readonly LayerNode[] {
  return network.nodes.filter((node) => {
    if (node.className !== "MultiHeadAttention") return false;
    const [looking, seen] = inputEdges(network, node.id);
    return looking !== undefined && seen !== undefined && looking.source !== seen.source;
  });
}

/** How much step t of those that look looks at step s of the others, 0 … 1. */
export function meanOfHeads({ data, shape }: NonNullable<LayerProbe["attention"]>): (t: number, s: number) => number {
  const [, columns = 1, heads = 1] = shape;
  return (t, s) => {
    let sum = 0;
    for (let head = 0; head < heads; head++) sum += data[(t * columns + s) * heads + head] ?? 0;
    return sum / heads;
  };
}
