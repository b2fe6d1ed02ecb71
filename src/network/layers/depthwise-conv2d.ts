/** Depthwise convolution: each channel has filters of its own, and channels are not mixed. */
import { int } from "@/network/fields";
import {
  activationField,
  biasInitializerField,
  biasRegularizerField,
  depthwiseInitializerField,
  depthwiseRegularizerField,
  kernelSizeField,
  paddingField,
  stridesField,
  useBiasField,
} from "@/network/layers/common-fields";
import { windowLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { equalStrides, imageOf, slide, windowMacs } from "@/network/layers/image-input";
import { weight } from "@/network/layers/weight-spec";

export const depthMultiplierField = int({
  label: { en: "Filters per channel", zh: "每通道滤波器" },
  help: { en: "How many filters look at each channel. The output has that many times the channels.", zh: "每个通道由多少个滤波器来看，输出通道数按此倍增。" },
  initial: 1,
  kerasDefault: 1,
  min: 1,
  max: 16,
});

export const DepthwiseConv2D = defineLayer({
  className: "DepthwiseConv2D",
  category: "convolution",
  title: { en: "DepthwiseConv2D", zh: "逐通道卷积" },
  summary: { en: "A convolution for each channel on its own: few weights, no mixing between channels.", zh: "各通道单独卷积：权重很少，通道之间不混合。" },
  formula: {
    latex:
      "\\begin{aligned} h_{i,j,\\,cm + q} &= \\sum_{u,v} x_{\\,i s + u,\\; j s + v,\\; c}\\; W_{u,v,c,q} \\\\ y_{i,j,k} &= f\\left(b_k + h_{i,j,k}\\right) \\end{aligned}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "W", meaning: { en: "kernel: filter q of channel c", zh: "卷积核：通道 c 的第 q 个滤波器" } },
      { latex: "m", meaning: { en: "filters per channel", zh: "每通道的滤波器数" } },
      { latex: "s", meaning: { en: "stride", zh: "步幅" } },
      { latex: "f", meaning: { en: "the activation", zh: "激活函数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/",
  keywords: ["mobilenet", "channelwise", "深度卷积"],
  icon: "layers",
  input: { arity: 1, rank: 4 },
  fields: {
    kernelSize: kernelSizeField,
    strides: stridesField(),
    padding: paddingField(),
    depthMultiplier: depthMultiplierField,
    activation: activationField("relu"),
    useBias: useBiasField,
    depthwiseInitializer: depthwiseInitializerField,
    biasInitializer: biasInitializerField,
    depthwiseRegularizer: depthwiseRegularizerField,
    biasRegularizer: biasRegularizerField,
  },
  brief: ({ depthMultiplier, kernelSize, strides, activation }) => ({
    ...(depthMultiplier > 1 ? { count: { text: { en: "×{depthMultiplier}", zh: "×{depthMultiplier}" }, values: { depthMultiplier } } } : {}),
    line: windowLine(kernelSize, strides, activation),
  }),
  outputShape({ kernelSize, strides, padding, depthMultiplier }, [input]) {
    const image = imageOf("DepthwiseConv2D", input);
    equalStrides("DepthwiseConv2D", strides, input);
    return [image.batch, ...slide("DepthwiseConv2D", image, { kernel: kernelSize, strides, padding }), image.channels * depthMultiplier];
  },
  weights({ kernelSize, depthMultiplier, useBias, depthwiseInitializer, biasInitializer, depthwiseRegularizer, biasRegularizer }, [input]) {
    const { channels } = imageOf("DepthwiseConv2D", input);
    return [
      weight("kernel", [...kernelSize, channels, depthMultiplier], depthwiseInitializer, depthwiseRegularizer),
      ...(useBias ? [weight("bias", [channels * depthMultiplier], biasInitializer, biasRegularizer)] : []),
    ];
  },
  macs: ({ kernelSize }, _inputs, output) => windowMacs(output, kernelSize[0] * kernelSize[1]),
});
