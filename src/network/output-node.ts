/** Where the network ends: the layer whose output meets the targets. */
import type { LayerNode, NetworkDocument } from "@/network/document";
import { inferShapes } from "@/network/infer-shapes";

/** Among several ends the one that comes last in computing order, with a path from the Input; undefined while there is none. */
export function outputNode(network: NetworkDocument): LayerNode | undefined {
  const sources = new Set(network.edges.map((edge) => edge.source));
  const fed = fedByInput(network);
  const last = inferShapes(network).order.findLast((id) => !sources.has(id) && fed.has(id));
  return network.nodes.find((node) => node.id === last);
}

/** Layers behind an Input, Inputs left out. */
function fedByInput(network: NetworkDocument): ReadonlySet<string> {
  const fed = new Set<string>();
  const open = network.nodes.filter((node) => node.className === "Input").map((node) => node.id);
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const edge of network.edges)
      if (edge.source === id && !fed.has(edge.target)) {
        fed.add(edge.target);
        open.push(edge.target);
      }
  return fed;
}
