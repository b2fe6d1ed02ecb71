/** Convolution over the steps of a sequence. */
import {
  activationField,
  biasInitializerField,
  biasRegularizerField,
  dilationStepsField,
  filtersField,
  kernelInitializerField,
  kernelRegularizerField,
  paddingStepsField,
  strideStepsField,
  useBiasField,
  windowStepsField,
} from "@/network/layers/common-fields";
import { filtersCount, stepsLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { windowMacs } from "@/network/layers/image-input";
import { sequenceOf, slideOverSteps } from "@/network/layers/sequence-input";
import { weight } from "@/network/layers/weight-spec";
import { ShapeError } from "@/network/shape";

export const Conv1D = defineLayer({
  className: "Conv1D",
  category: "convolution",
  title: { en: "Conv1D", zh: "一维卷积" },
  summary: {
    en: "Slides learned filters along a sequence: each looks for one pattern of a few neighbouring words or values.",
    zh: "让可学习的滤波器沿序列滑动：每个滤波器寻找由几个相邻词或值构成的一种模式。",
  },
  formula: {
    latex: "y_{t,k} = f\\Big(b_k + \\sum_{u,c} x_{\\,t s + u,\\; c}\\; W_{u,c,k}\\Big)",
    symbols: [
      { latex: "x", meaning: { en: "the incoming sequence: step, channel", zh: "输入序列：步、通道" } },
      { latex: "W", meaning: { en: "kernel, one window per filter k", zh: "卷积核，每个滤波器 k 一个窗口" } },
      { latex: "b_k", meaning: { en: "bias of filter k", zh: "滤波器 k 的偏置" } },
      { latex: "s", meaning: { en: "stride", zh: "步幅" } },
      { latex: "f", meaning: { en: "the activation", zh: "激活函数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/convolution_layers/convolution1d/",
  keywords: ["convolution", "cnn", "n-gram", "text", "sequence", "causal", "卷积"],
  icon: "audio-waveform",
  input: { arity: 1, rank: 3 },
  fields: {
    filters: filtersField(64),
    kernelSize: windowStepsField,
    strides: strideStepsField,
    padding: paddingStepsField,
    activation: activationField("relu"),
    useBias: useBiasField,
    dilationRate: dilationStepsField,
    kernelInitializer: kernelInitializerField(),
    biasInitializer: biasInitializerField,
    kernelRegularizer: kernelRegularizerField,
    biasRegularizer: biasRegularizerField,
  },
  brief: ({ filters, kernelSize, strides, activation }) => ({ count: filtersCount(filters), line: stepsLine(kernelSize, strides, activation) }),
  outputShape({ filters, kernelSize, strides, padding, dilationRate }, [input]) {
    const sequence = sequenceOf("Conv1D", input);
    if (strides > 1 && dilationRate > 1)
      throw new ShapeError("Conv1D", { en: "either a stride or dilation above 1, not both", zh: "步幅与空洞只能有一个大于 1" }, input ?? [], {
        en: "Set one of them to 1.",
        zh: "把其中一个设为 1。",
      });
    return [sequence.batch, slideOverSteps("Conv1D", sequence, { size: kernelSize, stride: strides, padding, dilation: dilationRate }), filters];
  },
  weights({ filters, kernelSize, useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer }, [input]) {
    const { channels } = sequenceOf("Conv1D", input);
    return [
      weight("kernel", [kernelSize, channels, filters], kernelInitializer, kernelRegularizer),
      ...(useBias ? [weight("bias", [filters], biasInitializer, biasRegularizer)] : []),
    ];
  },
  macs: ({ kernelSize }, [input], output) => windowMacs(output, kernelSize * sequenceOf("Conv1D", input).channels),
});
