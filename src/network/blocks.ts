/** Blocks of a Transformer as the layers they are made of, connected: normalised before each part, with a wire round it. */
import { blocks, type BlockName } from "@/network/block-kinds";
import type { NetworkDocument } from "@/network/document";
import { addLayer, connect } from "@/network/edit";
import { group, groupOf, joinGroup } from "@/network/groups";
import { inferShapes } from "@/network/infer-shapes";
import type { LayerConfig } from "@/network/layers";

export interface BlockPlace {
  /** The layer whose steps go in. */
  readonly source: string;
  /** Wires of it that shall leave from the block instead. */
  readonly moved: readonly string[];
  /** The layer that a decoder looks at besides. */
  readonly memory?: string | undefined;
}

/** Features per step that leave a layer; undefined where no sequence leaves it. */
export function featuresAt(network: NetworkDocument, id: string): number | undefined {
  const shape = inferShapes(network).nodes.get(id)?.output;
  return shape?.length === 3 ? (shape[2] ?? undefined) : undefined;
}

const usualHeads = 4;

/**
 * The layers of the block, connected, as a closed group; nothing where no sequence leaves the source. Within a group they become
 * parts of that one. `ids`: in the order of the signal.
 */
export function addBlock(
  network: NetworkDocument,
  name: BlockName,
  { source, moved, memory }: BlockPlace,
): { readonly network: NetworkDocument; readonly ids: readonly string[] } {
  const features = featuresAt(network, source);
  if (features === undefined) return { network, ids: [] };
  const { isDecoder } = blocks[name];
  const numHeads = features % usualHeads === 0 ? usualHeads : 1;
  const ids: string[] = [];
  let current = network;
  const add = (className: "LayerNormalization" | "MultiHeadAttention" | "FeedForward" | "Add", config: object, ...inputs: readonly string[]) => {
    const added = addLayer(current, className, { config: { ...config } });
    current = inputs.reduce((wired, input) => connect(wired, input, added.id), added.network);
    ids.push(added.id);
    return added.id;
  };
  const attention = { numHeads, keyDim: features / numHeads } satisfies Partial<LayerConfig<"MultiHeadAttention">>;
  const calm = (id: string) => add("LayerNormalization", {}, id);
  const attended = add("Add", {}, source, add("MultiHeadAttention", { ...attention, useCausalMask: isDecoder }, calm(source)));
  const informed = isDecoder && memory !== undefined ? add("Add", {}, attended, add("MultiHeadAttention", attention, calm(attended), memory)) : attended;
  const last = add("Add", {}, informed, add("FeedForward", { units: 4 * features }, calm(informed)));
  const edges = current.edges.map((edge) => (moved.includes(edge.id) ? { ...edge, source: last } : edge));
  const wired: NetworkDocument = { ...current, edges };
  const around = groupOf(network, source);
  const isInside = around && network.edges.some(({ id, target }) => moved.includes(id) && around.nodeIds.includes(target));
  const joined = isInside ? ids.reduce((grouped, id) => joinGroup(grouped, id, around), wired) : group(wired, ids, { kind: name, isCollapsed: true });
  return { network: joined, ids };
}
