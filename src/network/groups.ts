/** Every way to change which layers stand together. Pure: each returns a new document, or the same where nothing changes. */
import type { LayerGroup, LayerNode, NetworkDocument, Point } from "@/network/document";

export function groupOf({ groups }: NetworkDocument, nodeId: string): LayerGroup | undefined {
  return groups?.find(({ nodeIds }) => nodeIds.includes(nodeId));
}

/** The one group that both layers are in. */
export function sharedGroup(network: NetworkDocument, a: string, b: string): LayerGroup | undefined {
  const group = groupOf(network, a);
  return group?.nodeIds.includes(b) ? group : undefined;
}

export function withGroups(network: NetworkDocument, groups: readonly LayerGroup[]): NetworkDocument {
  const { groups: before = [], ...bare } = network;
  if (groups.length === before.length && groups.every((group, i) => group === before[i])) return network;
  return groups.length > 0 ? { ...bare, groups } : bare;
}

/** Every layer leaves the group it was in; what is left of a group is one while it has two parts. */
function withoutMembers(groups: readonly LayerGroup[], isGone: (id: string) => boolean): readonly LayerGroup[] {
  return groups.flatMap((group) => {
    const nodeIds = group.nodeIds.filter((id) => !isGone(id));
    if (nodeIds.length === group.nodeIds.length) return group;
    return nodeIds.length > 1 ? { ...group, nodeIds } : [];
  });
}

/** After layers have gone. */
export function withoutLostMembers(network: NetworkDocument): NetworkDocument {
  if (!network.groups) return network;
  const known = new Set(network.nodes.map(({ id }) => id));
  return withGroups(
    network,
    withoutMembers(network.groups, (id) => !known.has(id)),
  );
}

/** `group1`, `group2`, …: free among groups and layers, which share their ids on the canvas. */
function freeGroupId({ nodes, groups = [] }: NetworkDocument): string {
  const taken = new Set([...nodes, ...groups].map(({ id }) => id));
  let count = groups.length + 1;
  while (taken.has(`group${count}`)) count++;
  return `group${count}`;
}

/** Puts layers together; out of the groups they were in. Fewer than two layers are no group. */
export function group(
  network: NetworkDocument,
  ids: readonly string[],
  options: Pick<LayerGroup, "kind" | "name" | "position"> & { readonly isCollapsed?: boolean } = {},
): NetworkDocument {
  const chosen = new Set(ids);
  const nodeIds = network.nodes.flatMap(({ id }) => (chosen.has(id) ? id : []));
  if (nodeIds.length < 2) return network;
  const { isCollapsed = false, ...rest } = options;
  const left = withoutMembers(network.groups ?? [], (id) => chosen.has(id));
  return withGroups(network, [...left, { id: freeGroupId(network), ...rest, nodeIds, isCollapsed }]);
}

/** Its parts stand for themselves again, where the group stood. */
export function ungroup(network: NetworkDocument, groupIds: readonly string[]): NetworkDocument {
  const gone = network.groups?.filter(({ id }) => groupIds.includes(id)) ?? [];
  const places = new Map(gone.flatMap((of) => placesWithin(network, of)));
  const nodes = network.nodes.map((node) => {
    const position = places.get(node.id);
    return position ? { ...node, position } : node;
  });
  return withGroups(places.size > 0 ? { ...network, nodes } : network, network.groups?.filter((of) => !gone.includes(of)) ?? []);
}

/** While a group has a place of its own, those of its parts only say how they stand to each other. */
function placesWithin({ nodes }: NetworkDocument, { nodeIds, position: at }: LayerGroup): readonly (readonly [string, Point])[] {
  const placed = nodes.flatMap(({ id, position }) => (nodeIds.includes(id) && position ? [{ id, position }] : []));
  if (!at) return [];
  const left = Math.min(...placed.map(({ position }) => position.x));
  const top = Math.min(...placed.map(({ position }) => position.y));
  return placed.map(({ id, position }) => [id, { x: position.x - left + at.x, y: position.y - top + at.y }]);
}

const changed = (network: NetworkDocument, groupId: string, change: (of: LayerGroup) => LayerGroup) =>
  withGroups(network, network.groups?.map((of) => (of.id === groupId ? change(of) : of)) ?? []);

export function setCollapsed(network: NetworkDocument, groupId: string, isCollapsed: boolean): NetworkDocument {
  return changed(network, groupId, (of) => (of.isCollapsed === isCollapsed ? of : { ...of, isCollapsed }));
}

export const longestGroupName = 64;

/** Without a name it is called after what it is. */
export function nameGroup(network: NetworkDocument, groupId: string, name: string): NetworkDocument {
  const clean = name
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, longestGroupName);
  return changed(network, groupId, (of) => {
    if ((of.name ?? "") === clean) return of;
    const { name: _old, ...rest } = of;
    return clean === "" ? rest : { ...rest, name: clean };
  });
}

/** A layer that came in between the parts of a group becomes one of them. */
export function joinGroup(network: NetworkDocument, nodeId: string, into: LayerGroup | undefined): NetworkDocument {
  return into ? changed(network, into.id, (of) => ({ ...of, nodeIds: [...of.nodeIds, nodeId] })) : network;
}

/** Groups all of whose parts are among these layers. */
export function groupsWithin(network: NetworkDocument, ids: readonly string[]): readonly LayerGroup[] {
  const chosen = new Set(ids);
  return network.groups?.filter(({ nodeIds }) => nodeIds.every((id) => chosen.has(id))) ?? [];
}

/**
 * A layer outside that signals pass on their way from one of these layers to another: drawn as one card, they would lead to
 * themselves through it.
 */
export function layerBetween({ nodes, edges }: NetworkDocument, ids: readonly string[]): LayerNode | undefined {
  const inside = new Set(ids);
  const behind = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const { source, target } of edges)
      if (source === id && !inside.has(target) && !behind.has(target)) {
        behind.add(target);
        open.push(target);
      }
  const between = edges.find(({ source, target }) => behind.has(source) && inside.has(target))?.source;
  return nodes.find(({ id }) => id === between);
}
