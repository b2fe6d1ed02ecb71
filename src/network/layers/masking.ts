/** Masking: says which steps of a sequence of numbers do not count. */
import { float } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { sequenceOf } from "@/network/layers/sequence-input";

export const Masking = defineLayer({
  className: "Masking",
  category: "core",
  title: { en: "Masking", zh: "掩码" },
  summary: {
    en: "Leaves out steps that are filled with one value throughout, as the ends of short sequences are. Texts have it in their Embedding.",
    zh: "忽略整步都是同一个填充值的步，例如短序列的末尾。文本在词嵌入中已有此功能。",
  },
  formula: {
    latex: "m_t = \\begin{cases} 0 & x_{t,c} = v \\text{ for all } c \\\\ 1 & \\text{else} \\end{cases} \\qquad y_t = m_t\\, x_t",
    symbols: [
      { latex: "x_{t,c}", meaning: { en: "channel c at step t", zh: "第 t 步的第 c 个通道" } },
      { latex: "v", meaning: { en: "the value that fills", zh: "填充值" } },
      { latex: "m_t", meaning: { en: "whether the step counts, for the layers behind", zh: "该步对后面的层是否有效" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/core_layers/masking/",
  keywords: ["mask", "padding", "sequence", "填充"],
  icon: "eye-off",
  input: { arity: 1, rank: 3 },
  masks: "makes",
  fields: {
    maskValue: float({
      label: { en: "Fill value", zh: "填充值" },
      help: { en: "A step counts unless all its channels hold exactly this.", zh: "一步的所有通道都恰好等于此值时，该步不计。" },
      initial: 0,
      kerasDefault: 0,
      min: -1000,
      max: 1000,
    }),
  },
  brief: ({ maskValue }) => ({ line: figureLine(maskValue) }),
  outputShape(_config, [input]) {
    sequenceOf("Masking", input);
    return input ?? [];
  },
  weights: () => [],
  macs: () => 0,
});
