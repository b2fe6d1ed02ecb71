/** The network as cards: layers and closed groups, the wires between them, and the open groups that are framed. Pure. */
import { bundleOf, closedGroups, drawnId } from "@/network/closed-groups";
import type { LayerGroup, LayerNode, NetworkDocument } from "@/network/document";
import { layerOf } from "@/network/layers";

export interface DrawnLink {
  /** Of the document's wire; of several that fall together, the first. */
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Place among the wires into the same card. */
  readonly port: number;
  /** Its port has a number. */
  readonly isMerge: boolean;
}
export interface DrawnNetwork {
  /** In the order of the document, a group where its first part stands. */
  readonly cards: readonly (LayerNode | LayerGroup)[];
  readonly links: readonly DrawnLink[];
  readonly open: readonly LayerGroup[];
}

export const isGroup = (card: LayerNode | LayerGroup): card is LayerGroup => "nodeIds" in card;

export function drawnNetwork(network: NetworkDocument): DrawnNetwork {
  const closed = closedGroups(network);
  const cards = new Map<string, LayerNode | LayerGroup>();
  for (const node of network.nodes) {
    const card = closed.find(({ nodeIds }) => nodeIds.includes(node.id)) ?? node;
    cards.set(card.id, card);
  }
  const links: DrawnLink[] = [];
  for (const edge of network.edges) {
    const [source, target] = [drawnId(network, edge.source), drawnId(network, edge.target)];
    const card = cards.get(target);
    if (!card || source === target || bundleOf(network, edge.id)[0] !== edge.id) continue;
    const isMerge = !isGroup(card) && takesSeveral(card);
    const port = isGroup(card)
      ? links.filter((other) => other.target === target).length
      : network.edges.filter((other) => other.target === target && other.targetPort < edge.targetPort).length;
    links.push({ id: edge.id, source, target, port: isMerge || isGroup(card) ? port : 0, isMerge });
  }
  return { cards: [...cards.values()], links, open: network.groups?.filter((of) => !closed.includes(of)) ?? [] };
}

function takesSeveral({ className }: LayerNode): boolean {
  const { arity } = layerOf(className).input;
  return arity === "many" || arity > 1;
}
