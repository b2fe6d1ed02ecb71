/** Small networks for tests, written as a chain of layers. */
import { initialConfig, type LayerConfig, type LayerName } from "@/network/layers";
import type { Edge, LayerNode, NetworkDocument } from "@/network/document";

export type Link = { [N in LayerName]: readonly [className: N, config?: Partial<LayerConfig<N>>] }[LayerName];

/** Input of `shape`, then each layer after the one before it. Names and ids are `input_0`, `dense_1`, … */
export function chain(shape: readonly number[], ...links: readonly Link[]): NetworkDocument {
  const all: readonly Link[] = [["Input", { shape }], ...links];
  const nodes = all.map(([className, config], i) => {
    const id = `${className.toLowerCase()}_${i}`;
    return { id, name: id, className, config: { ...initialConfig(className), ...config } } as LayerNode;
  });
  const edges = nodes.slice(1).map(({ id }, i): Edge => ({ id: `edge_${i}`, source: nodes[i]!.id, target: id, targetPort: 0 }));
  return { nodes, edges };
}
