/** Edits of the network as steps of undo: named in words, with what is chosen afterwards. The canvas and the commands share them. */
import { message, type Message, type Text } from "@/base/text";
import type { Edge, LayerGroup, LayerNode, NetworkDocument, Point } from "@/network/document";
import { bundleOf, closedGroupOf, drawnId, entriesOf, exitsOf, groupTitle, layersOf } from "@/network/closed-groups";
import { addAfter, addLayer, clearPositions, connect, disconnect, duplicateNodes, insertOnEdge, moveNodes, removeNodes, setAllPositions } from "@/network/edit";
import { groupsWithin, joinGroup, sharedGroup } from "@/network/groups";
import { inferShapes } from "@/network/infer-shapes";
import { layerOf, type LayerName } from "@/network/layers";
import { maxLayers } from "@/network/limits";
import type { Bench } from "@/store/bench";
import type { AddPlace } from "@/store/view-store";

export function networkOf({ document }: Bench): NetworkDocument {
  return document.getState().project.network;
}
export function nodeOf(network: NetworkDocument, id: string): LayerNode | undefined {
  return network.nodes.find((node) => node.id === id);
}

interface Step {
  readonly selection?: readonly string[];
  readonly mergeKey?: string;
}
export function applyNetwork({ document, view }: Bench, label: Message, network: NetworkDocument, step: Step = {}): void {
  const { project } = document.getState();
  if (network === project.network) return;
  document.apply({ label, project: { ...project, network }, ...step });
  const { selectedWire } = view.getState();
  if (selectedWire !== undefined && !network.edges.some((edge) => edge.id === selectedWire)) view.setState({ selectedWire: undefined });
}

/** What one or several layers are called in a label: “Dropout”, “3 layers”; the parts of a group by its name. */
export function layersInWords(network: NetworkDocument, nodes: readonly LayerNode[]): Text {
  const only = nodes.length === 1 ? nodes[0] : undefined;
  if (only) return layerOf(only.className).title;
  const ids = nodes.map(({ id }) => id);
  const whole = groupsWithin(network, ids).find(({ nodeIds }) => nodeIds.length === ids.length);
  return whole ? groupTitle(network, whole) : { en: `${nodes.length} layers`, zh: `${nodes.length} 个层` };
}

/** Why no more layers can come in; undefined = they can. */
export function lacksRoom({ nodes }: NetworkDocument, more: number): Message | undefined {
  return nodes.length + more <= maxLayers
    ? undefined
    : message(
        {
          en: "{more} more {more|layer|layers} would make {count}, and this page trains {limit} at most. Take fewer, or delete some first.",
          zh: "再加 {more} 层就有 {count} 层，而本页最多训练 {limit} 层。请少选一些，或先删除一些。",
        },
        { more, count: nodes.length + more, limit: maxLayers },
      );
}

/** Where a layer goes when nobody says: after the layer chosen last, on the chosen wire, else at the end of the network. */
export function placeToAdd(bench: Bench): AddPlace {
  const { selectedWire } = bench.view.getState();
  if (selectedWire !== undefined) return { kind: "wire", edgeId: selectedWire };
  const chosen = exitsOf(networkOf(bench), bench.document.getState().selection).at(-1);
  return chosen === undefined ? { kind: "end" } : { kind: "after", nodeId: chosen };
}

/** Asks for a layer that takes what a card gives, besides what takes it already. */
export function branchFrom(bench: Bench, cardId: string): void {
  const network = networkOf(bench);
  const nodeId = exitsOf(network, layersOf(network, cardId)).at(-1);
  if (nodeId !== undefined) bench.view.setState({ adding: { kind: "branch", nodeId } });
}

/** The layer whose output is the network's: the last in computing order that leads nowhere. */
export function endOf(network: NetworkDocument): string | undefined {
  const { order } = inferShapes(network);
  return order.findLast((id) => !network.edges.some((edge) => edge.source === id) && network.edges.some((edge) => edge.target === id)) ?? order.at(-1);
}

export function addLayerAt(bench: Bench, className: LayerName, place: AddPlace): string {
  const network = networkOf(bench);
  const { arity } = layerOf(className).input;
  const chosen = exitsOf(network, bench.document.getState().selection);
  const added = ((): { network: NetworkDocument; id: string } => {
    if (place.kind === "point") return addLayer(withPlaces(network, bench), className, { position: { x: place.x, y: place.y } });
    // An input has nothing before it.
    if (arity === 0) return addLayer(network, className);
    if (place.kind === "wire") return insertOnEdge(network, place.edgeId, className, { others: bundleOf(network, place.edgeId) });
    if ((arity === "many" || chosen.length <= arity) && place.kind === "after" && chosen.length > 1) {
      const merge = addLayer(network, className);
      return { network: chosen.reduce((current, id) => connect(current, id, merge.id), merge.network), id: merge.id };
    }
    if (place.kind === "branch") {
      const branch = addLayer(network, className);
      return { network: connect(branch.network, place.nodeId, branch.id), id: branch.id };
    }
    const before = place.kind === "after" ? place.nodeId : endOf(network);
    return before === undefined ? addLayer(network, className) : addAfter(network, before, className);
  })();
  const label = message({ en: "Add {layer}", zh: "添加{layer}" }, { layer: layerOf(className).title });
  applyNetwork(bench, label, added.network, { selection: [added.id] });
  bench.view.setState({ selectedWire: undefined, adding: undefined });
  return added.id;
}

/** Once one card is placed by hand, all are: the canvas tells where they stand. */
function withPlaces(network: NetworkDocument, { view }: Bench): NetworkDocument {
  const missing = new Map(view.getState().places);
  for (const { id, position } of [...network.nodes, ...(network.groups ?? [])]) if (position) missing.delete(id);
  return setAllPositions(network, missing);
}

/** Draws a wire between two cards; a reason comes back when it cannot be drawn at all. */
export function connectLayers(bench: Bench, source: string, target: string): Message | undefined {
  const network = networkOf(bench);
  const [from, to] = [nodeOf(network, exitsOf(network, layersOf(network, source)).at(-1) ?? ""), nodeOf(network, target)];
  const into = closedGroupOf(network, layersOf(network, target)[0] ?? "");
  if (!from || (!to && !into)) return undefined;
  const words = endsInWords(network, { source, target });
  if (drawnId(network, from.id) === (into?.id ?? target))
    return message({ en: "{target} cannot be its own input.", zh: "{target} 不能作为自己的输入。" }, words);
  if (to && layerOf(to.className).input.arity === 0)
    return message({ en: "{target} takes no wire: the data comes in there.", zh: "{target} 不接连线：数据从那里进来。" }, words);
  if (network.edges.some((edge) => edge.source === from.id && drawnId(network, edge.target) === (into?.id ?? target)))
    return message({ en: "{source} is wired to {target} already.", zh: "{source} 已经连到 {target}。" }, words);
  const wired = into ? connectInto(network, from.id, into) : connect(network, from.id, target);
  if (wired === network) return message({ en: "{target} takes no wire: its data comes in there.", zh: "{target} 不接连线：数据从那里进来。" }, words);
  applyNetwork(bench, message({ en: "Connect {source} to {target}", zh: "把 {source} 连到 {target}" }, words), wired, {
    selection: into?.nodeIds ?? [target],
  });
  return undefined;
}

/** To every part that lacks a wire; where none does, in the place of the first signal that comes in. */
function connectInto(network: NetworkDocument, source: string, group: LayerGroup): NetworkDocument {
  const { lacking, taken } = entriesOf(network, group);
  if (lacking.length > 0) return lacking.reduce((current, id) => connect(current, source, id), network);
  if (taken.length === 0) return network;
  return { ...network, edges: network.edges.map((edge) => (taken.includes(edge.id) ? { ...edge, source } : edge)) };
}

export function disconnectWire(bench: Bench, edgeId: string): void {
  const network = networkOf(bench);
  const edge = network.edges.find((candidate) => candidate.id === edgeId);
  if (!edge) return;
  applyNetwork(
    bench,
    message({ en: "Disconnect {source} from {target}", zh: "断开 {source} 与 {target}" }, endsInWords(network, edge)),
    disconnect(network, bundleOf(network, edgeId)),
  );
}

const unnamed: Text = { en: "?", zh: "？" };

/** What stands at the ends of a wire: layers, or the closed groups that they are in. */
export function endsInWords(network: NetworkDocument, edge: Pick<Edge, "source" | "target">): { readonly source: Text; readonly target: Text } {
  const title = (id: string): Text => {
    const group = network.groups?.find((other) => other.id === id) ?? closedGroupOf(network, id);
    if (group) return groupTitle(network, group);
    const node = nodeOf(network, id);
    return node ? layerOf(node.className).title : unnamed;
  };
  return { source: title(edge.source), target: title(edge.target) };
}

export function removeLayers(bench: Bench, ids: readonly string[]): void {
  const network = networkOf(bench);
  const gone = network.nodes.filter((node) => ids.includes(node.id));
  if (gone.length === 0) return;
  // The focus goes on to what the removed layers led to, else to what led to them.
  const next =
    network.edges.find((edge) => ids.includes(edge.source) && !ids.includes(edge.target))?.target ??
    network.edges.find((edge) => ids.includes(edge.target) && !ids.includes(edge.source))?.source;
  applyNetwork(
    bench,
    message({ en: "Delete {layers}", zh: "删除{layers}" }, { layers: layersInWords(network, gone) }),
    removeNodes(network, ids, { heal: true }),
    {
      selection: next === undefined ? [] : (closedGroupOf(network, next)?.nodeIds ?? [next]),
    },
  );
}

export function duplicateLayers(bench: Bench, ids: readonly string[]): void {
  const network = networkOf(bench);
  const nodes = network.nodes.filter((node) => ids.includes(node.id));
  const copies = duplicateNodes(network, ids);
  addCopies(bench, message({ en: "Duplicate {layers}", zh: "复制{layers}" }, { layers: layersInWords(network, nodes) }), copies);
}

/** Copies come in chosen, and beside what is there. */
export function addCopies(bench: Bench, label: Message, { network, ids }: { readonly network: NetworkDocument; readonly ids: readonly string[] }): void {
  applyNetwork(bench, label, bench.view.getState().besideOthers?.(network, ids) ?? network, { selection: ids });
}

/** A layer that stands alone is dropped on a wire: what went through the wire goes through the layer. */
export function insertLayerOnWire(bench: Bench, nodeId: string, edgeId: string, places: ReadonlyMap<string, Point>): void {
  const network = networkOf(bench);
  const edge = network.edges.find((candidate) => candidate.id === edgeId);
  const node = nodeOf(network, nodeId);
  if (!edge || !node) return;
  // Nothing goes through an Input: it stays beside the wire.
  if (layerOf(node.className).input.arity === 0) return placeLayers(bench, [nodeId], places);
  const moved = bundleOf(network, edgeId);
  const rerouted = { ...network, edges: network.edges.map((candidate) => (moved.includes(candidate.id) ? { ...candidate, source: nodeId } : candidate)) };
  const wired = joinGroup(connect(rerouted, edge.source, nodeId), nodeId, sharedGroup(network, edge.source, edge.target));
  const label = message({ en: "Insert {layer} on the wire", zh: "把 {layer} 插入连线" }, { layer: layerOf(node.className).title });
  applyNetwork(bench, label, setAllPositions(wired, places), { selection: [nodeId] });
}

/** A drag has ended: one step of undo that also pins every card where it stands. */
export function placeLayers(bench: Bench, moved: readonly string[], places: ReadonlyMap<string, Point>): void {
  const network = networkOf(bench);
  const ids = moved.flatMap((id) => layersOf(network, id));
  const nodes = network.nodes.filter((node) => ids.includes(node.id));
  applyNetwork(bench, message({ en: "Move {layers}", zh: "移动{layers}" }, { layers: layersInWords(network, nodes) }), setAllPositions(network, places));
}

/** Moves layers by key; presses in a row are one step of undo. */
export function nudgeLayers(bench: Bench, ids: readonly string[], delta: Point): void {
  const network = withPlaces(networkOf(bench), bench);
  const nodes = network.nodes.filter((node) => ids.includes(node.id));
  if (nodes.length === 0) return;
  const label = message({ en: "Move {layers}", zh: "移动{layers}" }, { layers: layersInWords(network, nodes) });
  applyNetwork(bench, label, moveNodes(network, ids, delta), { mergeKey: `nudge:${ids.join()}` });
}

/** Gives the cards back to auto-layout. */
export function arrangeLayers(bench: Bench): void {
  applyNetwork(bench, message({ en: "Arrange the network", zh: "整理网络" }), clearPositions(networkOf(bench)));
}
