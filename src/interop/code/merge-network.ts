/** Layers read from a program become the network: those that were there keep their ids, places and names, and the order in which they stand. */
import type { Draft } from "@/interop/code/draft";
import { isSameValue } from "@/interop/code/keras/keras-values";
import { isPlaceholder } from "@/interop/code/python/python-names";
import { wiringOf } from "@/interop/code/wiring";
import type { Edge, LayerNode, NetworkDocument } from "@/network/document";
import { kerasBaseName } from "@/network/edit";
import { withoutLostMembers } from "@/network/groups";

export interface MergedNetwork {
  readonly network: NetworkDocument;
  readonly nodeOf: ReadonlyMap<Draft, string>;
}

export interface Words {
  /** The layer that the language calls by this variable. */
  readonly nameOf?: (variable: string) => string;
  /** Ids of layers that the language has no way to say: they stay. */
  readonly unsaidIds?: ReadonlySet<string>;
}

export function mergeNetwork(
  drafts: readonly Draft[],
  before: NetworkDocument,
  { nameOf = (variable) => variable, unsaidIds = new Set() }: Words = {},
): MergedNetwork {
  const wanted = new Map(drafts.map((draft) => [draft, wantedName(draft, drafts, nameOf)]));
  const unsaid = before.nodes.filter(({ id }) => unsaidIds.has(id));
  const pairs = pairUp(drafts, { ...before, nodes: before.nodes.filter(({ id }) => !unsaidIds.has(id)) }, wanted);
  const isKept = new Set([...pairs.values(), ...unsaid].map(({ id }) => id));
  const names = chooseNames(drafts, pairs, wanted, new Set(unsaid.map(({ name }) => name)));
  const ids = new Map<Draft, string>();
  const takenIds = new Set(before.nodes.map(({ id }) => id));
  for (const draft of drafts) {
    const kept = pairs.get(draft)?.id;
    ids.set(draft, kept ?? freeId("n", takenIds));
  }
  const made = new Map([
    ...drafts.map((draft) => [ids.get(draft) ?? "", nodeFrom(draft, ids.get(draft) ?? "", names.get(draft) ?? "", pairs.get(draft))] as const),
    ...unsaid.map((node) => [node.id, node] as const),
  ]);
  const nodes = [...before.nodes.flatMap(({ id }) => (isKept.has(id) ? (made.get(id) ?? []) : [])), ...[...made.values()].filter(({ id }) => !isKept.has(id))];
  const edges = mergeEdges(
    drafts,
    ids,
    before.edges,
    ({ source, target }) => made.has(source) && made.has(target) && (unsaidIds.has(source) || unsaidIds.has(target)),
  );
  const isSame = nodes.length === before.nodes.length && nodes.every((node, i) => node === before.nodes[i]) && edges === before.edges;
  return { network: isSame ? before : withoutLostMembers({ ...before, nodes, edges }), nodeOf: ids };
}

/** The name that the text gives: said, or of the only variable that nothing else had. */
function wantedName({ explicitName, variables }: Draft, drafts: readonly Draft[], nameOf: (variable: string) => string): string | undefined {
  if (explicitName !== undefined) return explicitName;
  const variable = [...variables].find((word) => !isPlaceholder(word) && drafts.filter((other) => other.variables.has(word)).length === 1);
  return variable === undefined ? undefined : nameOf(variable);
}

function pairUp(drafts: readonly Draft[], before: NetworkDocument, wanted: ReadonlyMap<Draft, string | undefined>): ReadonlyMap<Draft, LayerNode> {
  const pairs = new Map<Draft, LayerNode>();
  for (const draft of drafts) {
    const name = wanted.get(draft);
    const node = name === undefined ? undefined : before.nodes.find((candidate) => candidate.name === name && candidate.className === draft.className);
    if (node && ![...pairs.values()].includes(node)) pairs.set(draft, node);
  }
  const taken = new Set(pairs.values());
  const open = drafts.filter((draft) => !pairs.has(draft));
  for (const [draft, node] of aligned(
    open,
    inOrder(before).filter((node) => !taken.has(node)),
  ))
    pairs.set(draft, node);
  return pairs;
}

/** As a program says them; as they stand where wires run in a circle. */
function inOrder(network: NetworkDocument): readonly LayerNode[] {
  try {
    return wiringOf(network).layers.map(({ node }) => node);
  } catch {
    return network.nodes;
  }
}

/** Layers in a row against layers in a row: the pairing that keeps most, the same settings before the same kind. */
function aligned(drafts: readonly Draft[], nodes: readonly LayerNode[]): readonly (readonly [Draft, LayerNode])[] {
  const worth = (draft: Draft, node: LayerNode) => (draft.className !== node.className ? 0 : isSameValue(configFor(draft, node), node.config) ? 3 : 2);
  const best = Array.from({ length: drafts.length + 1 }, () => new Float64Array(nodes.length + 1));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = drafts.length - 1; i >= 0; i--)
    for (let j = nodes.length - 1; j >= 0; j--) {
      const both = worth(drafts[i]!, nodes[j]!);
      best[i]![j] = Math.max(at(i + 1, j), at(i, j + 1), both > 0 ? both + at(i + 1, j + 1) : 0);
    }
  const pairs: [Draft, LayerNode][] = [];
  for (let i = 0, j = 0; i < drafts.length && j < nodes.length;) {
    const both = worth(drafts[i]!, nodes[j]!);
    if (both > 0 && at(i, j) === both + at(i + 1, j + 1)) pairs.push([drafts[i++]!, nodes[j++]!]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

function chooseNames(
  drafts: readonly Draft[],
  pairs: ReadonlyMap<Draft, LayerNode>,
  wanted: ReadonlyMap<Draft, string | undefined>,
  taken: Set<string>,
): ReadonlyMap<Draft, string> {
  const names = new Map<Draft, string>();
  const take = (draft: Draft, name: string | undefined) => {
    if (name === undefined || taken.has(name) || !/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)) return;
    taken.add(name);
    names.set(draft, name);
  };
  for (const draft of drafts) take(draft, wanted.get(draft));
  for (const draft of drafts) if (!names.has(draft)) take(draft, pairs.get(draft)?.name);
  for (const draft of drafts) {
    const base = kerasBaseName(draft.className);
    for (let count = 0; !names.has(draft); count++) take(draft, count === 0 ? base : `${base}_${count}`);
  }
  return names;
}

function nodeFrom(draft: Draft, id: string, name: string, kept: LayerNode | undefined): LayerNode {
  const config = kept ? configFor(draft, kept) : draft.config;
  if (kept?.name === name && isSameValue(kept.config, config)) return kept;
  const place = kept?.position ? { position: kept.position } : {};
  return { id, className: draft.className, name, config, ...place } as LayerNode;
}

/** What the text says, and what it has no word for as it was. */
function configFor({ config, unsaid = [], alike = {} }: Draft, node: LayerNode): Readonly<Record<string, unknown>> {
  const before = node.config as Readonly<Record<string, unknown>>;
  const stays = (key: string) => unsaid.includes(key) || alike[key]?.includes(before[key]) === true;
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, stays(key) ? before[key] : value]));
}

function freeId(prefix: string, taken: Set<string>): string {
  let count = taken.size + 1;
  while (taken.has(`${prefix}${count}`)) count++;
  taken.add(`${prefix}${count}`);
  return `${prefix}${count}`;
}

function mergeEdges(drafts: readonly Draft[], ids: ReadonlyMap<Draft, string>, before: readonly Edge[], stays: (edge: Edge) => boolean): readonly Edge[] {
  const wires = drafts.flatMap((draft) =>
    draft.inputs.flatMap((input, targetPort) => (input ? [{ source: ids.get(input) ?? "", target: ids.get(draft) ?? "", targetPort }] : [])),
  );
  const keyOf = ({ source, target, targetPort }: Omit<Edge, "id">) => `${source} ${target} ${targetPort}`;
  const open = new Map(wires.map((wire) => [keyOf(wire), wire]));
  const kept = before.filter((edge) => open.delete(keyOf(edge)) || stays(edge));
  if (kept.length === before.length && open.size === 0) return before;
  const taken = new Set(before.map(({ id }) => id));
  return [...kept, ...[...open.values()].map((wire) => ({ id: freeId("e", taken), ...wire }))];
}
