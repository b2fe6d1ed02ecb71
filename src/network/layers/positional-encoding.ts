/** Positional encoding: tells attention, which sees a set, where in the sequence each step stands. */
import { choice, type Settings } from "@/network/fields";
import { positionsInitializerField } from "@/network/layers/common-fields";
import { defineLayer } from "@/network/layers/define-layer";
import { sequenceOf } from "@/network/layers/sequence-shape";
import { weight } from "@/network/layers/weight-spec";
import { valuesPerExample } from "@/network/shape";

export const PositionalEncoding = defineLayer({
  className: "PositionalEncoding",
  category: "attention",
  title: { en: "Positions", zh: "位置编码" },
  summary: {
    en: "Adds to each step a pattern that says where it stands: attention by itself knows no order.",
    zh: "给每一步加上表示其位置的图案：注意力本身不知道先后。",
  },
  formula: {
    latex:
      "\\begin{aligned} y_t &= x_t + p_t \\\\ p_{t,2i} &= \\sin\\big(t / 10000^{2i/C}\\big) \\\\ p_{t,2i+1} &= \\cos\\big(t / 10000^{2i/C}\\big) \\end{aligned}",
    symbols: [
      { latex: "x_t", meaning: { en: "step t of the sequence", zh: "序列的第 t 步" } },
      { latex: "p_t", meaning: { en: "the pattern of position t: these waves, or learned", zh: "位置 t 的图案：上述正弦波，或由学习得到" } },
      { latex: "C", meaning: { en: "features of a step", zh: "每一步的特征数" } },
    ],
  },
  kerasUrl: "https://keras.io/keras_hub/api/modeling_layers/position_embedding/",
  keywords: ["position embedding", "sinusoidal", "transformer", "order", "位置嵌入"],
  icon: "audio-waveform",
  input: { arity: 1, rank: 3 },
  masks: "passes",
  fields: {
    kind: choice(["sinusoidal", "learned"], {
      label: { en: "Patterns", zh: "图案" },
      help: {
        en: "Sine waves of growing length need no training. Learned ones fit the data, but know only this many steps.",
        zh: "波长递增的正弦波无需训练；学习得到的图案贴合数据，但只认识这么多步。",
      },
      initial: "sinusoidal",
      optionLabels: { sinusoidal: { en: "Sine waves", zh: "正弦波" }, learned: { en: "Learned", zh: "可学习" } },
    }),
    embeddingsInitializer: { ...positionsInitializerField, when: ({ kind }: Settings) => kind === "learned" },
  },
  brief: ({ kind }) => ({ line: kind === "learned" ? { text: { en: "learned", zh: "可学习" } } : { text: { en: "sine waves", zh: "正弦波" } } }),
  outputShape(_config, [input]) {
    sequenceOf("PositionalEncoding", input);
    return input ?? [];
  },
  weights({ kind, embeddingsInitializer }, [input]) {
    const { steps, features } = sequenceOf("PositionalEncoding", input);
    return kind === "learned" ? [weight("embeddings", [steps, features], embeddingsInitializer)] : [];
  },
  macs: (_config, [input]) => valuesPerExample(input ?? []),
});
