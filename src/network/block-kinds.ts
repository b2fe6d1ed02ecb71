/** The blocks of a Transformer by name: what lists, labels and groups call them. */
import type { Text } from "@/base/text";

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
