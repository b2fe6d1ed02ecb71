/** Bidirectional: two recurrent layers of one kind, one reads forwards and one backwards (Schuster & Paliwal 1997). */
import { choice, type Settings } from "@/network/fields";
import { defineLayer, type WeightSpec } from "@/network/layers/define-layer";
import {
  recurrentActivationField,
  recurrentBrief,
  recurrentFields,
  recurrentKeptValues,
  recurrentMacs,
  recurrentOutputShape,
  recurrentWeights,
} from "@/network/layers/recurrent";
import { weightOf } from "@/network/layers/weight-of-direction";
import type { Shape } from "@/network/shape";

const gatesOf = { LSTM: 4, GRU: 3, SimpleRNN: 1 } as const;
type Inner = keyof typeof gatesOf;

const { goBackwards: _both, ...fields } = recurrentFields;

function weightsOf(config: Parameters<typeof recurrentWeights>[2] & { readonly layer: Inner }, input: Shape | undefined): readonly WeightSpec[] {
  const { layer, units } = config;
  const own = recurrentWeights(layer, gatesOf[layer], config, input).map((spec): WeightSpec =>
    layer === "LSTM" && spec.name === "bias" ? { ...spec, ones: [units, 2 * units] } : spec,
  );
  return (["forward", "backward"] as const).flatMap((direction) => own.map((spec) => ({ ...spec, name: weightOf(direction, spec.name) })));
}

export const Bidirectional = defineLayer({
  className: "Bidirectional",
  category: "recurrent",
  title: { en: "Bidirectional", zh: "双向" },
  summary: {
    en: "Reads a sequence from both ends with two recurrent layers, so that every step knows what comes before and after it.",
    zh: "用两个循环层从两端读取序列，使每一步都知道它之前和之后的内容。",
  },
  formula: {
    latex: "y_t = \\big[\\, \\overrightarrow{h}_t \\;\\big|\\; \\overleftarrow{h}_t \\,\\big]",
    symbols: [
      { latex: "\\overrightarrow{h}_t", meaning: { en: "state of the layer that reads forwards", zh: "正向读取的层的状态" } },
      { latex: "\\overleftarrow{h}_t", meaning: { en: "state of the one that reads backwards", zh: "反向读取的层的状态" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/recurrent_layers/bidirectional/",
  keywords: ["bilstm", "bigru", "rnn", "recurrent", "text", "sequence", "循环", "双向"],
  icon: "move",
  input: { arity: 1, rank: 3 },
  masks: "passes",
  activatesInside: true,
  fields: {
    layer: choice(["LSTM", "GRU", "SimpleRNN"], {
      label: { en: "Layer", zh: "层" },
      help: { en: "What reads, once in each direction, with weights of its own.", zh: "每个方向各用一个这样的层读取，权重各自独立。" },
      initial: "LSTM",
    }),
    mergeMode: choice(["concat", "sum", "ave", "mul"], {
      label: { en: "Joined by", zh: "合并方式" },
      help: {
        en: "How both directions become one: side by side, which doubles the size, or value by value.",
        zh: "两个方向如何合为一个：并排（大小加倍），或逐值合并。",
      },
      initial: "concat",
      kerasDefault: "concat",
      optionLabels: {
        concat: { en: "Side by side", zh: "并排" },
        sum: { en: "Sum", zh: "相加" },
        ave: { en: "Mean", zh: "平均" },
        mul: { en: "Product", zh: "相乘" },
      },
    }),
    ...fields,
    // A SimpleRNN has no gates.
    recurrentActivation: { ...recurrentActivationField, when: ({ layer }: Settings) => layer !== "SimpleRNN" },
  },
  brief: (config) => ({ ...recurrentBrief(config), line: { text: { en: config.layer, zh: config.layer } } }),
  outputShape(config, [input]) {
    const shape = recurrentOutputShape("Bidirectional", config, input);
    return config.mergeMode === "concat" ? [...shape.slice(0, -1), 2 * config.units] : shape;
  },
  weights: (config, [input]) => weightsOf(config, input),
  keptValues: ({ layer, units }, [input]) => 2 * recurrentKeptValues(layer, gatesOf[layer], units, input),
  macs: ({ layer, units }, [input]) => 2 * recurrentMacs(layer, gatesOf[layer], units, input),
});
