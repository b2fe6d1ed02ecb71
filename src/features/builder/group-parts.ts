/** A group by its parts: the layers themselves, and what they are in a few words. */
import { message, type Message } from "@/base/text";
import { inOrder } from "@/network/closed-groups";
import type { LayerGroup, LayerNode, NetworkDocument } from "@/network/document";

/** In computing order. */
export function partsOf(network: NetworkDocument, group: LayerGroup): readonly LayerNode[] {
  return inOrder(network, group).flatMap((id) => network.nodes.find((node) => node.id === id) ?? []);
}

/** What is in it, in a few words: “2 heads · 6 layers”. */
export function groupLine(network: NetworkDocument, { nodeIds }: LayerGroup): Message {
  const attention = network.nodes.find(({ id, className }) => nodeIds.includes(id) && className === "MultiHeadAttention");
  const heads = attention?.className === "MultiHeadAttention" ? attention.config.numHeads : 0;
  const layers = { en: "{count} {count|layer|layers}", zh: "{count} 层" };
  if (heads === 0) return message(layers, { count: nodeIds.length });
  return message({ en: `{heads} {heads|head|heads} · ${layers.en}`, zh: `{heads} 个头 · ${layers.zh}` }, { heads, count: nodeIds.length });
}
