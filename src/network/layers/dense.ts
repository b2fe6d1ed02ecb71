/** Fully connected layer: y = activation(x·kernel + bias), on the last axis; of a sequence on every step with the same weights. */
import { int } from "@/network/fields";
import {
  activationField,
  biasInitializerField,
  biasRegularizerField,
  kernelInitializerField,
  kernelRegularizerField,
  useBiasField,
} from "@/network/layers/common-fields";
import { activationLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { weight } from "@/network/layers/weight-spec";
import { ShapeError, valuesPerExample, type Shape } from "@/network/shape";

/** Of a flat list, or of each step of a sequence. Keras takes images too, pixel by pixel; that is nearly always a forgotten Flatten. */
function featuresOf(input: Shape | undefined): number {
  const features = input?.at(-1);
  if ((input?.length !== 2 && input?.length !== 3) || features == null)
    throw new ShapeError("Dense", { en: "a flat list of features", zh: "一维的特征列表" }, input ?? [], {
      en: "Insert Flatten before it.",
      zh: "在它前面插入 Flatten。",
    });
  return features;
}

export const Dense = defineLayer({
  className: "Dense",
  category: "core",
  title: { en: "Dense", zh: "全连接" },
  summary: { en: "Connects every input to every unit with a learned weight.", zh: "用可学习的权重把每个输入连到每个单元。" },
  formula: {
    latex: "y = f\\left(x W + b\\right)",
    symbols: [
      { latex: "x", meaning: { en: "the incoming features", zh: "输入特征" } },
      { latex: "W", meaning: { en: "kernel, one column per unit", zh: "权重矩阵，每个单元一列" } },
      { latex: "b", meaning: { en: "bias, one per unit", zh: "偏置，每个单元一个" } },
      { latex: "f", meaning: { en: "the activation", zh: "激活函数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/core_layers/dense/",
  keywords: ["fully connected", "linear", "fc"],
  icon: "align-justify",
  input: { arity: 1, rank: [2, 3] },
  masks: "passes",
  fields: {
    units: int({
      label: { en: "Units", zh: "单元数" },
      help: {
        en: "How many outputs. More units can fit more, cost more, and overfit sooner.",
        zh: "输出的个数。单元越多，表达力越强，代价越大，也越早过拟合。",
      },
      initial: 64,
      min: 1,
      max: 4096,
    }),
    activation: activationField("relu"),
    useBias: useBiasField,
    kernelInitializer: kernelInitializerField(),
    biasInitializer: biasInitializerField,
    kernelRegularizer: kernelRegularizerField,
    biasRegularizer: biasRegularizerField,
  },
  brief: ({ units, activation }) => ({
    count: { text: { en: "{units} {units|unit|units}", zh: "{units} 个单元" }, values: { units } },
    line: activationLine(activation),
  }),
  outputShape({ units }, [input]) {
    featuresOf(input);
    return [...(input ?? []).slice(0, -1), units];
  },
  weights({ units, useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer }, [input]) {
    const features = featuresOf(input);
    return [
      weight("kernel", [features, units], kernelInitializer, kernelRegularizer),
      ...(useBias ? [weight("bias", [units], biasInitializer, biasRegularizer)] : []),
    ];
  },
  macs: ({ units }, [input]) => valuesPerExample(input ?? []) * units,
});
