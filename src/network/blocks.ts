/** Blocks of a Transformer as the layers they are made of, connected: normalised before each part, with a wire round it. */
import type { Text } from "@/base/text";
import type { NetworkDocument } from "@/network/document";
import { addLayer, connect } from "@/network/edit";
import { inferShapes } from "@/network/infer-shapes";
import type { LayerConfig } from "@/network/layers";

export interface BlockDefinition {
  readonly title: Text;
  readonly summary: Text;
  readonly keywords: readonly string[];
  /** Key of its picture in `ui/icons.tsx`. */
  readonly icon: string;
  /** Looks back only, and at a second sequence where there is one. */
  readonly isDecoder: boolean;
}

export const blocks = {
  transformerEncoder: {
    title: { en: "Transformer encoder block", zh: "Transformer 编码器模块" },
    summary: {
      en: "Attention and feed-forward, each with a normalisation before it and a wire round it: six layers at once.",
      zh: "注意力与前馈网络，各自前置归一化并带残差连线：一次放入六层。",
    },
    keywords: ["bert", "encoder", "block", "residual", "编码器", "残差"],
    icon: "layers",
    isDecoder: false,
  },
  transformerDecoder: {
    title: { en: "Transformer decoder block", zh: "Transformer 解码器模块" },
    summary: {
      en: "Looks back only, as GPT does. Choose two layers, and it also looks at the second: cross-attention.",
      zh: "只看过去，如 GPT。选中两层时，还会查看第二层：交叉注意力。",
    },
    keywords: ["gpt", "decoder", "block", "causal", "解码器", "因果"],
    icon: "layers-2",
    isDecoder: true,
  },
} as const satisfies Readonly<Record<string, BlockDefinition>>;
export type BlockName = keyof typeof blocks;
export const blockNames = Object.keys(blocks) as readonly BlockName[];

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

/** The layers of the block, connected; nothing where no sequence leaves the source. `ids`: in the order of the signal. */
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
  return { network: { ...current, edges }, ids };
}
