/** What the canvas draws as one: the groups that are closed, the wires that fall together there, and what they are called. */
import type { Text } from "@/base/text";
import { blocks } from "@/network/block-kinds";
import type { LayerGroup, NetworkDocument } from "@/network/document";
import { layerBetween } from "@/network/groups";
import { topologicalOrder } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";

const known = new WeakMap<NetworkDocument, readonly LayerGroup[]>();
const none: readonly LayerGroup[] = [];

/** Drawn as one card. A group that would lead to itself through a layer outside is drawn open, whatever the document says. */
export function closedGroups(network: NetworkDocument): readonly LayerGroup[] {
  if (!network.groups) return none;
  const before = known.get(network);
  if (before) return before;
  const closed = network.groups.filter(({ isCollapsed, nodeIds }) => isCollapsed && !layerBetween(network, nodeIds));
  known.set(network, closed);
  return closed;
}

export function closedGroupOf(network: NetworkDocument, nodeId: string): LayerGroup | undefined {
  return closedGroups(network).find(({ nodeIds }) => nodeIds.includes(nodeId));
}

/** The card that stands for a layer: its own, or that of its closed group. */
export function drawnId(network: NetworkDocument, nodeId: string): string {
  return closedGroupOf(network, nodeId)?.id ?? nodeId;
}

/** The layers that a card stands for: those of a group with this id, open or closed, or the one layer. */
export function layersOf({ groups }: NetworkDocument, id: string): readonly string[] {
  return groups?.find((group) => group.id === id)?.nodeIds ?? [id];
}

/** Its parts in computing order. */
export function inOrder(network: NetworkDocument, { nodeIds }: LayerGroup): readonly string[] {
  const { order, cyclic } = topologicalOrder(network);
  return [...order, ...cyclic].filter((id) => nodeIds.includes(id));
}

/** The part whose output the group gives: the last that leads out of it or nowhere. */
export function exitOf(network: NetworkDocument, group: LayerGroup): string {
  const inside = (id: string) => group.nodeIds.includes(id);
  const parts = inOrder(network, group);
  const leads = (id: string) => network.edges.filter(({ source }) => source === id);
  return parts.findLast((id) => leads(id).every(({ target }) => !inside(target))) ?? parts.at(-1) ?? "";
}

/** What is chosen, as things that one can put something behind: a closed group counts as the part that it ends in. */
export function exitsOf(network: NetworkDocument, ids: readonly string[]): readonly string[] {
  return [
    ...new Set(
      ids.map((id) => {
        const group = closedGroupOf(network, id);
        return group ? exitOf(network, group) : id;
      }),
    ),
  ];
}

/** All wires that are drawn as one with this one: into a closed group those that bring the same signal. */
export function bundleOf(network: NetworkDocument, edgeId: string): readonly string[] {
  const edge = network.edges.find(({ id }) => id === edgeId);
  const into = edge && closedGroupOf(network, edge.target);
  if (!edge || !into) return edge ? [edgeId] : [];
  return network.edges.flatMap(({ id, source, target }) => (source === edge.source && into.nodeIds.includes(target) ? id : []));
}

/** Where a wire that is pulled onto a closed group goes in: every part that lacks one; else where its first signal goes in now. */
export function entriesOf(network: NetworkDocument, group: LayerGroup): { readonly lacking: readonly string[]; readonly taken: readonly string[] } {
  const parts = inOrder(network, group);
  const into = (id: string) => network.edges.filter(({ target }) => target === id);
  const lacking = parts.filter((id) => {
    const { arity } = layerOf(network.nodes.find((node) => node.id === id)?.className ?? "Input").input;
    return into(id).length < (arity === "many" ? 2 : Math.min(arity, 1));
  });
  const first = parts.flatMap(into).find(({ source }) => !group.nodeIds.includes(source));
  return { lacking, taken: first ? bundleOf(network, first.id) : [] };
}

const unnamed: Text = { en: "Group", zh: "编组" };

const titles = new WeakMap<readonly LayerGroup[], ReadonlyMap<string, Text>>();

/** Its name: a person's, or that of its block; numbered where there are several. The same text for the same groups. */
export function groupTitle({ groups = none }: NetworkDocument, { id }: LayerGroup): Text {
  const known = titles.get(groups) ?? new Map(groups.map((of) => [of.id, titleIn(groups, of)]));
  titles.set(groups, known);
  return known.get(id) ?? unnamed;
}

function titleIn(groups: readonly LayerGroup[], { id, kind, name }: LayerGroup): Text {
  if (name !== undefined) return { en: name, zh: name };
  const title = kind ? blocks[kind].title : unnamed;
  const alike = groups.filter((other) => other.name === undefined && other.kind === kind);
  const number = alike.findIndex((other) => other.id === id) + 1;
  return alike.length > 1 ? { en: `${title.en} ${number}`, zh: `${title.zh} ${number}` } : title;
}
