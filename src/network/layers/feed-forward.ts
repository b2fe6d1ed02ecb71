/** Feed-forward block of a Transformer: two Dense layers on every step, the first wider, with an activation and dropout between. */
import { choice, float, int } from "@/network/fields";
import { activationNames, activationTitle } from "@/network/activations";
import { activationField, biasInitializerField, biasRegularizerField, kernelInitializerField, kernelRegularizerField } from "@/network/layers/common-fields";
import { defineLayer } from "@/network/layers/define-layer";
import { sequenceOf } from "@/network/layers/sequence-shape";
import { weight } from "@/network/layers/weight-spec";

export const FeedForward = defineLayer({
  className: "FeedForward",
  category: "attention",
  title: { en: "Feed-forward", zh: "前馈网络" },
  summary: {
    en: "Works on each step by itself: widens it, activates it, and brings it back to its size.",
    zh: "逐步单独处理：先加宽，再激活，最后还原到原来的大小。",
  },
  formula: {
    latex: "y_t = f(x_t W_1 + b_1)\\,W_2 + b_2",
    symbols: [
      { latex: "x_t", meaning: { en: "step t of the sequence", zh: "序列的第 t 步" } },
      { latex: "W_1, b_1", meaning: { en: "into the wider layer", zh: "到加宽层的权重与偏置" } },
      { latex: "W_2, b_2", meaning: { en: "back to the size of a step", zh: "还原到每一步大小的权重与偏置" } },
      { latex: "f", meaning: { en: "the activation; dropout comes after it while training", zh: "激活函数；训练时其后有随机失活" } },
    ],
  },
  kerasUrl: "https://keras.io/keras_hub/api/modeling_layers/transformer_encoder/",
  keywords: ["mlp", "ffn", "transformer", "intermediate", "多层感知机"],
  icon: "expand",
  input: { arity: 1, rank: 3 },
  masks: "passes",
  fields: {
    units: int({
      label: { en: "Inner units", zh: "内部单元数" },
      help: { en: "Width of the layer in the middle; four times the size of a step is usual.", zh: "中间层的宽度；通常为每一步维数的四倍。" },
      initial: 128,
      min: 1,
      max: 4096,
    }),
    // Not `activation`: that is what a layer ends with, and this one ends with a product.
    hiddenActivation: choice(activationNames, { ...activationField("gelu"), kerasDefault: "relu" }),
    dropout: float({
      label: { en: "Dropout", zh: "随机失活" },
      help: { en: "Share of the inner values set to zero while training.", zh: "训练时置零的内部值的比例。" },
      initial: 0,
      kerasDefault: 0,
      min: 0,
      max: 0.95,
    }),
    kernelInitializer: kernelInitializerField(),
    biasInitializer: biasInitializerField,
    kernelRegularizer: kernelRegularizerField,
    biasRegularizer: biasRegularizerField,
  },
  brief: ({ units, hiddenActivation }) => ({
    count: { text: { en: "{units} inside", zh: "内部 {units}" }, values: { units } },
    line: { text: { en: "{activation}", zh: "{activation}" }, values: { activation: activationTitle(hiddenActivation) } },
  }),
  outputShape(_config, [input]) {
    sequenceOf("FeedForward", input);
    return input ?? [];
  },
  weights({ units, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer }, [input]) {
    const { features } = sequenceOf("FeedForward", input);
    return [
      weight("intermediateKernel", [features, units], kernelInitializer, kernelRegularizer),
      weight("intermediateBias", [units], biasInitializer, biasRegularizer),
      weight("outputKernel", [units, features], kernelInitializer, kernelRegularizer),
      weight("outputBias", [features], biasInitializer, biasRegularizer),
    ];
  },
  macs({ units }, [input]) {
    const { steps, features } = sequenceOf("FeedForward", input);
    return 2 * steps * features * units;
  },
});
