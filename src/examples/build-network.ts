/** Writes a network down in few words: layers one after the other, or wired by hand. */
import type { BlockName } from "@/network/block-kinds";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { addLayer, connect, rename } from "@/network/edit";
import { group } from "@/network/groups";
import type { LayerConfig, LayerName } from "@/network/layers";

type Written<N extends LayerName> = readonly [className: N, config?: Partial<LayerConfig<N>>];
/** `["Conv2D", { filters: 32 }]` */
export type WrittenLayer = { [N in LayerName]: Written<N> }[LayerName];

export interface NetworkBuilder {
  /** Adds a layer behind others and returns its id. */
  add(layer: WrittenLayer, ...inputs: readonly string[]): string;
  /** What is added meanwhile stands as one block, closed. */
  block<T>(kind: BlockName, build: () => T): T;
  network(): NetworkDocument;
}

export function buildNetwork(): NetworkBuilder {
  let network: NetworkDocument = { nodes: [], edges: [] };
  return {
    add([className, config = {}], ...inputs) {
      const added = addLayer(network, className, { config });
      network = inputs.reduce((current, input) => connect(current, input, added.id), added.network);
      return added.id;
    },
    block(kind, build) {
      const before = new Set(network.nodes.map(({ id }) => id));
      const built = build();
      const ids = network.nodes.flatMap(({ id }) => (before.has(id) ? [] : id));
      network = group(network, ids, { kind, isCollapsed: true });
      return built;
    },
    network: () => nameByNumber(network),
  };
}

/** Input of the given shape, then the layers one after the other. */
export function sequence(inputShape: readonly number[], layers: readonly WrittenLayer[]): NetworkDocument {
  const builder = buildNetwork();
  layers.reduce((previous, layer) => builder.add(layer, previous), builder.add(["Input", { shape: inputShape }]));
  return builder.network();
}

/** `conv2d`, `conv2d_1` become `conv2d_1`, `conv2d_2`: of several alike, people count from one. */
function nameByNumber(network: NetworkDocument): NetworkDocument {
  const alike = (node: LayerNode) => network.nodes.filter((other) => other.className === node.className);
  const several = network.nodes.filter((node) => alike(node).length > 1);
  // Last first, so that a number is free before it is given.
  return several.toReversed().reduce((current, node) => {
    const base = alike(node)[0]?.name ?? node.name;
    return rename(current, node.id, `${base}_${alike(node).indexOf(node) + 1}`);
  }, network);
}
