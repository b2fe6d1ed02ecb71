/** Multi-head attention: every step looks at all steps, of the same sequence or of another, and takes what it finds there. */
import { bool, float, int, type ConfigOf, type Fields } from "@/network/fields";
import { biasInitializerField, biasRegularizerField, kernelInitializerField, kernelRegularizerField, useBiasField } from "@/network/layers/common-fields";
import { defineLayer } from "@/network/layers/define-layer";
import { sequenceOf } from "@/network/layers/sequence-shape";
import { weight } from "@/network/layers/weight-spec";
import { ShapeError, type Shape } from "@/network/shape";

const fields = {
  numHeads: int({
    label: { en: "Heads", zh: "头数" },
    help: { en: "How many looks are taken at once, each for something else.", zh: "同时看几眼，每个头寻找不同的东西。" },
    initial: 4,
    min: 1,
    max: 32,
  }),
  keyDim: int({
    label: { en: "Key size", zh: "键维数" },
    help: {
      en: "Numbers by which a head compares two steps. Heads × key size is mostly the size of a step.",
      zh: "一个头比较两步所用的数的个数；头数 × 键维数通常等于每一步的维数。",
    },
    initial: 16,
    min: 1,
    max: 256,
  }),
  valueDim: int({
    label: { en: "Value size", zh: "值维数" },
    help: { en: "Numbers that a head takes from a step; 0 for as many as the key size.", zh: "一个头从一步取走的数的个数；0 表示与键维数相同。" },
    initial: 0,
    kerasDefault: 0,
    min: 0,
    max: 256,
    group: "advanced",
  }),
  useCausalMask: bool({
    label: { en: "Only look back", zh: "只看过去" },
    help: {
      en: "A step sees itself and earlier ones only. Needed where the next token is to be guessed.",
      zh: "每一步只能看到自己和更早的步。预测下一个词元时必须如此。",
    },
    initial: false,
    kerasDefault: false,
  }),
  dropout: float({
    label: { en: "Dropout", zh: "随机失活" },
    help: { en: "Share of looks that are left out at random while training.", zh: "训练时随机略去的注意力比例。" },
    initial: 0,
    kerasDefault: 0,
    min: 0,
    max: 0.95,
  }),
  useBias: useBiasField,
  kernelInitializer: kernelInitializerField(),
  biasInitializer: biasInitializerField,
  kernelRegularizer: kernelRegularizerField,
  biasRegularizer: biasRegularizerField,
} as const satisfies Fields;

/** One wire: a sequence looks at itself. Two: the first looks at the second. */
function sequencesOf([query, value = query]: readonly Shape[]) {
  const looking = sequenceOf("MultiHeadAttention", query);
  const seen = sequenceOf("MultiHeadAttention", value);
  return { looking, seen };
}

function sizesOf({ numHeads, keyDim, valueDim }: ConfigOf<typeof fields>) {
  return { heads: numHeads, keySize: keyDim, valueSize: valueDim || keyDim };
}

export const MultiHeadAttention = defineLayer({
  className: "MultiHeadAttention",
  category: "attention",
  title: { en: "Attention", zh: "多头注意力" },
  summary: {
    en: "Lets every step look at all others and take from those that matter. A second wire is the sequence to look at instead of its own.",
    zh: "让每一步查看所有其他步，并从重要的步取信息。第二条连线是要查看的另一个序列。",
  },
  formula: {
    latex:
      "\\begin{aligned} y &= \\big[\\, H_1 \\;\\big|\\; \\ldots \\;\\big|\\; H_n \\,\\big]\\, W_O \\\\ H_i &= \\operatorname{softmax}\\Big(\\tfrac{Q_i K_i^\\top}{\\sqrt{d}} + M\\Big) V_i \\\\ Q_i &= x W_Q^i, \\; K_i = z W_K^i, \\; V_i = z W_V^i \\end{aligned}",
    symbols: [
      { latex: "x", meaning: { en: "the sequence that looks (first wire)", zh: "进行查看的序列（第一条连线）" } },
      { latex: "z", meaning: { en: "the sequence looked at: the second wire, or x itself", zh: "被查看的序列：第二条连线，或 x 自身" } },
      { latex: "H_i", meaning: { en: "what head i answers, with its queries Q, keys K and values V", zh: "第 i 个头的输出；Q、K、V 为其查询、键与值" } },
      { latex: "d", meaning: { en: "key size", zh: "键维数" } },
      { latex: "M", meaning: { en: "0 where a step may be seen, −∞ where not", zh: "可看处为 0，不可看处为 −∞" } },
      { latex: "W_O", meaning: { en: "brings the heads together", zh: "把各头合在一起的权重" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/attention_layers/multi_head_attention/",
  keywords: ["self attention", "cross attention", "transformer", "mha", "qkv", "自注意力", "交叉注意力"],
  icon: "waypoints",
  input: { arity: 2, rank: 3 },
  masks: "makes",
  fields,
  brief: ({ numHeads, useCausalMask }) => ({
    count: { text: { en: "{numHeads} {numHeads|head|heads}", zh: "{numHeads} 个头" }, values: { numHeads } },
    ...(useCausalMask ? { line: { text: { en: "looks back", zh: "只看过去" } } } : {}),
  }),
  outputShape({ useCausalMask }, inputs) {
    const { looking, seen } = sequencesOf(inputs);
    if (useCausalMask && looking.steps !== seen.steps)
      throw new ShapeError(
        "MultiHeadAttention",
        { en: `as many steps on both wires (${looking.steps})`, zh: `两条连线步数相同（${looking.steps}）` },
        inputs[1] ?? [],
        {
          en: "Switch off “Only look back”: it is for a sequence that looks at itself.",
          zh: "关闭“只看过去”：它用于查看自身的序列。",
        },
      );
    return inputs[0] ?? [];
  },
  weights(config, inputs) {
    const { looking, seen } = sequencesOf(inputs);
    const { heads, keySize, valueSize } = sizesOf(config);
    const part = (name: string, kernel: readonly number[], bias: readonly number[]) => [
      weight(`${name}Kernel`, kernel, config.kernelInitializer, config.kernelRegularizer),
      ...(config.useBias ? [weight(`${name}Bias`, bias, config.biasInitializer, config.biasRegularizer)] : []),
    ];
    return [
      ...part("query", [looking.features, heads, keySize], [heads, keySize]),
      ...part("key", [seen.features, heads, keySize], [heads, keySize]),
      ...part("value", [seen.features, heads, valueSize], [heads, valueSize]),
      ...part("output", [heads, valueSize, looking.features], [looking.features]),
    ];
  },
  macs(config, inputs) {
    const { looking, seen } = sequencesOf(inputs);
    const { heads, keySize, valueSize } = sizesOf(config);
    const projections = looking.steps * looking.features * (keySize + valueSize) + seen.steps * seen.features * (keySize + valueSize);
    return heads * (projections + looking.steps * seen.steps * (keySize + valueSize));
  },
});
