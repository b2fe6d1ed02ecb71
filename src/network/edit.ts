/** Every way to change a network. Pure: each returns a new document that shares all that did not change. */
import type { Edge, LayerNode, NetworkDocument, Point } from "@/network/document";
import type { ConfigOf, Fields } from "@/network/fields";
import { maxLayers } from "@/network/limits";
import { group, groupOf, groupsWithin, joinGroup, sharedGroup, withGroups, withoutLostMembers } from "@/network/groups";
import { inputEdges } from "@/network/infer-shapes";
import { initialConfig, layerOf, type LayerName } from "@/network/layers";

/** What an edit made, beside the network itself: for selecting it. */
export interface Added {
  readonly network: NetworkDocument;
  readonly ids: readonly string[];
}

/** `Conv2D` -> `conv2d`, `MaxPooling2D` -> `max_pooling2d`: Keras' automatic names. */
export function kerasBaseName(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/** First of `base`, `base_1`, `base_2`, … that is free. */
function freeName(base: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(base)) return base;
  let count = 1;
  while (isTaken(`${base}_${count}`)) count++;
  return `${base}_${count}`;
}

/** First free id `prefix1`, `prefix2`, …: counted, so that the same edits give the same document. */
function freeId(prefix: string, items: readonly { readonly id: string }[]): string {
  const taken = new Set(items.map((item) => item.id));
  let count = items.length + 1;
  while (taken.has(`${prefix}${count}`)) count++;
  return `${prefix}${count}`;
}

function addEdge(edges: readonly Edge[], source: string, target: string, targetPort: number): readonly Edge[] {
  return [...edges, { id: freeId("e", edges), source, target, targetPort }];
}

/** Ports 0, 1, 2, … without gaps, in their old order. */
function closePorts(edges: readonly Edge[], target: string): readonly Edge[] {
  const ports = new Map(
    edges
      .filter((edge) => edge.target === target)
      .sort((a, b) => a.targetPort - b.targetPort)
      .map((edge, port) => [edge.id, port]),
  );
  return edges.map((edge) => {
    const port = ports.get(edge.id);
    return port === undefined || port === edge.targetPort ? edge : { ...edge, targetPort: port };
  });
}

function nodeOf(network: NetworkDocument, id: string): LayerNode | undefined {
  return network.nodes.find((node) => node.id === id);
}

/** A new layer that is not connected yet. */
export function addLayer(
  network: NetworkDocument,
  className: LayerName,
  options: { readonly config?: Readonly<Record<string, unknown>>; readonly position?: Point; readonly name?: string } = {},
): { readonly network: NetworkDocument; readonly id: string } {
  const id = freeId("n", network.nodes);
  const taken = new Set(network.nodes.map((node) => node.name));
  const node = {
    id,
    className,
    name: freeName(options.name ?? kerasBaseName(className), (name) => taken.has(name)),
    config: { ...initialConfig(className), ...options.config },
    ...(options.position ? { position: options.position } : {}),
  } as LayerNode;
  return { network: { ...network, nodes: [...network.nodes, node] }, id };
}

/** A new layer on a wire: what went through the wire, and through `others` that carry the same, now goes through the layer. */
export function insertOnEdge(
  network: NetworkDocument,
  edgeId: string,
  className: LayerName,
  options: Parameters<typeof addLayer>[2] & { readonly others?: readonly string[] } = {},
): { readonly network: NetworkDocument; readonly id: string } {
  const edge = network.edges.find((candidate) => candidate.id === edgeId);
  const { others = [], ...rest } = options;
  const added = addLayer(network, className, rest);
  if (!edge) return added;
  const isMoved = (id: string) => id === edgeId || others.includes(id);
  const rerouted = added.network.edges.map((candidate) => (isMoved(candidate.id) ? { ...candidate, source: added.id } : candidate));
  const wired = { ...added.network, edges: addEdge(rerouted, edge.source, added.id, 0) };
  return { network: joinGroup(wired, added.id, sharedGroup(network, edge.source, edge.target)), id: added.id };
}

/** A new layer behind another: takes over its wires unless that layer is an end. */
export function addAfter(
  network: NetworkDocument,
  nodeId: string,
  className: LayerName,
  options: Parameters<typeof addLayer>[2] = {},
): { readonly network: NetworkDocument; readonly id: string } {
  const added = addLayer(network, className, options);
  const targets = network.edges.filter((edge) => edge.source === nodeId).map((edge) => edge.target);
  const moved = added.network.edges.map((edge) => (edge.source === nodeId ? { ...edge, source: added.id } : edge));
  const wired = { ...added.network, edges: addEdge(moved, nodeId, added.id, 0) };
  // Behind the part that a group ends in, it stands outside.
  const around = groupOf(network, nodeId);
  const isInside = targets.length > 0 && targets.every((id) => around?.nodeIds.includes(id));
  return { network: isInside ? joinGroup(wired, added.id, around) : wired, id: added.id };
}

/** Whether signals from `from` reach `to` along the wires. */
export function reaches(network: NetworkDocument, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const edge of network.edges) if (edge.source === id) open.push(edge.target);
  }
  return false;
}

/** A wire on the next free port; a layer whose ports are all taken lets go of its last wire. Impossible wires change nothing. */
export function connect(network: NetworkDocument, source: string, target: string): NetworkDocument {
  const to = nodeOf(network, target);
  if (!nodeOf(network, source) || !to || source === target) return network;
  const arity = layerOf(to.className).input.arity;
  if (arity === 0 || network.edges.some((edge) => edge.source === source && edge.target === target)) return network;
  const taken = inputEdges(network, target);
  // Where all ports are taken, the last wire makes room.
  const port = arity === "many" ? taken.length : Math.min(taken.length, arity - 1);
  const gone = taken[port];
  return { ...network, edges: addEdge(gone ? network.edges.filter((edge) => edge !== gone) : network.edges, source, target, port) };
}

export function disconnect(network: NetworkDocument, edgeIds: readonly string[]): NetworkDocument {
  const gone = new Set(edgeIds);
  const targets = new Set(network.edges.filter((edge) => gone.has(edge.id)).map((edge) => edge.target));
  if (targets.size === 0) return network;
  const kept = network.edges.filter((edge) => !gone.has(edge.id));
  return { ...network, edges: [...targets].reduce<readonly Edge[]>(closePorts, kept) };
}

/** `heal` joins what stood before a removed layer of one input to what stood behind it. */
export function removeNodes(network: NetworkDocument, ids: readonly string[], options: { readonly heal?: boolean } = {}): NetworkDocument {
  return withoutLostMembers(ids.reduce((current, id) => removeNode(current, id, options.heal ?? false), network));
}

function removeNode(network: NetworkDocument, id: string, heal: boolean): NetworkDocument {
  if (!nodeOf(network, id)) return network;
  const nodes = network.nodes.filter((node) => node.id !== id);
  const incoming = inputEdges(network, id);
  const before = heal && incoming.length === 1 ? incoming[0]?.source : undefined;
  const targets = new Set(network.edges.filter((edge) => edge.source === id).map((edge) => edge.target));
  const edges = network.edges.flatMap((edge) => {
    if (edge.target === id) return [];
    if (edge.source !== id) return [edge];
    // Of a cycle of two nothing is left to lead round.
    if (before === undefined || before === edge.target) return [];
    // What stood before may already be wired there: one wire is enough.
    const isDouble = network.edges.some((other) => other.source === before && other.target === edge.target);
    return isDouble ? [] : [{ ...edge, source: before }];
  });
  return { ...network, nodes, edges: [...targets].reduce<readonly Edge[]>(closePorts, edges) };
}

/** Copies of layers with the wires among them, a little to the side. */
export function duplicateNodes(network: NetworkDocument, ids: readonly string[], offset: Point = { x: 32, y: 32 }): Added {
  return pasteNodes(network, copyNodes(network, ids), offset);
}

/** Layers, the wires among them and the groups that are whole: what the clipboard holds. */
export function copyNodes(network: NetworkDocument, ids: readonly string[]): NetworkDocument {
  const chosen = new Set(ids);
  const copied = {
    nodes: network.nodes.filter((node) => chosen.has(node.id)),
    edges: network.edges.filter((edge) => chosen.has(edge.source) && chosen.has(edge.target)),
  };
  return withGroups(copied, groupsWithin(network, ids));
}

/** Puts copied layers in under free ids and names; nothing when there would be more layers than a network may have. */
export function pasteNodes(network: NetworkDocument, copied: NetworkDocument, offset: Point = { x: 32, y: 32 }): Added {
  if (network.nodes.length + copied.nodes.length > maxLayers) return { network, ids: [] };
  const newIds = new Map<string, string>();
  let current = network;
  for (const node of copied.nodes) {
    const position = node.position && { x: node.position.x + offset.x, y: node.position.y + offset.y };
    const base = node.name.replace(/_\d+$/, "");
    const added = addLayer(current, node.className, { config: node.config, name: base, ...(position ? { position } : {}) });
    newIds.set(node.id, added.id);
    current = added.network;
  }
  let edges = current.edges;
  for (const edge of copied.edges) {
    const [source, target] = [newIds.get(edge.source), newIds.get(edge.target)];
    if (source !== undefined && target !== undefined) edges = addEdge(edges, source, target, edge.targetPort);
  }
  const ids = [...newIds.values()];
  const wired = { ...current, edges: ids.reduce(closePorts, edges) };
  const pasted = (copied.groups ?? []).reduce((grouped, { id: _old, nodeIds, position, ...rest }) => {
    const moved = position && { position: { x: position.x + offset.x, y: position.y + offset.y } };
    return group(
      grouped,
      nodeIds.flatMap((id) => newIds.get(id) ?? []),
      { ...rest, ...moved },
    );
  }, wired);
  return { network: pasted, ids };
}

function changeNode(network: NetworkDocument, id: string, change: (node: LayerNode) => LayerNode): NetworkDocument {
  const node = nodeOf(network, id);
  if (!node) return network;
  const changed = change(node);
  return changed === node ? network : { ...network, nodes: network.nodes.map((other) => (other === node ? changed : other)) };
}

/** Changes some settings of one layer. */
export function setConfig(network: NetworkDocument, id: string, config: Partial<ConfigOf<Fields>>): NetworkDocument {
  return changeNode(network, id, (node) => {
    const isSame = Object.entries(config).every(([key, value]) => (node.config as Record<string, unknown>)[key] === value);
    return isSame ? node : ({ ...node, config: { ...node.config, ...config } } as LayerNode);
  });
}

/** Letters, digits and `_`, as Keras and weight files want; a number is added when the name is taken. */
export function rename(network: NetworkDocument, id: string, name: string): NetworkDocument {
  const clean = name
    .trim()
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .slice(0, 64);
  const others = new Set(network.nodes.filter((node) => node.id !== id).map((node) => node.name));
  if (!/^[A-Za-z]/.test(clean)) return network;
  return changeNode(network, id, (node) => (node.name === clean ? node : { ...node, name: freeName(clean, (taken) => others.has(taken)) }));
}

export function moveNodes(network: NetworkDocument, ids: readonly string[], delta: Point): NetworkDocument {
  if (delta.x === 0 && delta.y === 0) return network;
  const moved = new Set([...ids, ...groupsWithin(network, ids).map(({ id }) => id)]);
  const shifted = <T extends Placed>(placed: T): T =>
    moved.has(placed.id) && placed.position ? { ...placed, position: { x: placed.position.x + delta.x, y: placed.position.y + delta.y } } : placed;
  return withGroups({ ...network, nodes: network.nodes.map(shifted) }, network.groups?.map(shifted) ?? []);
}

interface Placed {
  readonly id: string;
  readonly position?: Point;
}

/** Places the named layers and groups; what auto-layout gives, or where a drag ended. Where parts are placed, their group is where they are. */
export function setAllPositions(network: NetworkDocument, positions: ReadonlyMap<string, Point>): NetworkDocument {
  const placed = <T extends Placed>(old: T): T => {
    const position = positions.get(old.id);
    const isSame = !position || (old.position?.x === position.x && old.position.y === position.y);
    return isSame ? old : { ...old, position };
  };
  const groups = network.groups?.map((old) => (old.nodeIds.some((id) => positions.has(id)) ? free(old) : placed(old))) ?? [];
  return withGroups({ ...network, nodes: network.nodes.map(placed) }, groups);
}

function free<T extends Placed>(placed: T): T {
  if (!placed.position) return placed;
  const { position: _old, ...rest } = placed;
  return rest as unknown as T;
}

/** Gives every card back to auto-layout. */
export function clearPositions(network: NetworkDocument): NetworkDocument {
  if (![...network.nodes, ...(network.groups ?? [])].some(({ position }) => position)) return network;
  return withGroups({ ...network, nodes: network.nodes.map(free) }, network.groups?.map(free) ?? []);
}
