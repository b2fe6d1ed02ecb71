/** Separable convolution: first each channel on its own, then a 1×1 mix of channels. */
import {
  activationField,
  biasInitializerField,
  biasRegularizerField,
  depthwiseInitializerField,
  depthwiseRegularizerField,
  filtersField,
  kernelSizeField,
  paddingField,
  pointwiseInitializerField,
  pointwiseRegularizerField,
  stridesField,
  useBiasField,
} from "@/network/layers/common-fields";
import { filtersCount, windowLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { depthMultiplierField } from "@/network/layers/depthwise-conv2d";
import { equalStrides, imageOf, slide, windowMacs } from "@/network/layers/image-input";
import { weight } from "@/network/layers/weight-spec";

export const SeparableConv2D = defineLayer({
  className: "SeparableConv2D",
  category: "convolution",
  title: { en: "SeparableConv2D", zh: "可分离卷积" },
  summary: {
    en: "A convolution in two cheap halves: each channel on its own, then a 1×1 mix.",
    zh: "把卷积拆成两个便宜的步骤：先各通道单独卷积，再用 1×1 混合。",
  },
  formula: {
    latex:
      "\\begin{aligned} h_{i,j,\\,cm+q} &= \\sum_{u,v} x_{\\,i s + u,\\; j s + v,\\; c}\\; D_{u,v,c,q} \\\\ y_{i,j,k} &= f\\Big(b_k + \\sum_{p} h_{i,j,p}\\; P_{p,k}\\Big) \\end{aligned}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "D", meaning: { en: "depthwise kernel: m filters for each channel", zh: "逐通道核：每个通道 m 个滤波器" } },
      { latex: "P", meaning: { en: "pointwise kernel: mixes the channels", zh: "逐点核：混合各通道" } },
      { latex: "s", meaning: { en: "stride", zh: "步幅" } },
      { latex: "f", meaning: { en: "the activation", zh: "激活函数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/convolution_layers/separable_convolution2d/",
  keywords: ["xception", "mobilenet", "pointwise", "可分离"],
  icon: "layers-2",
  input: { arity: 1, rank: 4 },
  fields: {
    filters: filtersField(32),
    kernelSize: kernelSizeField,
    strides: stridesField(),
    padding: paddingField(),
    depthMultiplier: depthMultiplierField,
    activation: activationField("relu"),
    useBias: useBiasField,
    depthwiseInitializer: depthwiseInitializerField,
    pointwiseInitializer: pointwiseInitializerField,
    biasInitializer: biasInitializerField,
    depthwiseRegularizer: depthwiseRegularizerField,
    pointwiseRegularizer: pointwiseRegularizerField,
    biasRegularizer: biasRegularizerField,
  },
  brief: ({ filters, kernelSize, strides, activation }) => ({ count: filtersCount(filters), line: windowLine(kernelSize, strides, activation) }),
  outputShape({ filters, kernelSize, strides, padding }, [input]) {
    const image = imageOf("SeparableConv2D", input);
    equalStrides("SeparableConv2D", strides, input);
    return [image.batch, ...slide("SeparableConv2D", image, { kernel: kernelSize, strides, padding }), filters];
  },
  weights(config, [input]) {
    const { channels } = imageOf("SeparableConv2D", input);
    const { filters, depthMultiplier } = config;
    return [
      weight("depthwiseKernel", [...config.kernelSize, channels, depthMultiplier], config.depthwiseInitializer, config.depthwiseRegularizer),
      weight("pointwiseKernel", [1, 1, channels * depthMultiplier, filters], config.pointwiseInitializer, config.pointwiseRegularizer),
      ...(config.useBias ? [weight("bias", [filters], config.biasInitializer, config.biasRegularizer)] : []),
    ];
  },
  macs({ kernelSize, depthMultiplier, filters }, [input], output) {
    const mixed = imageOf("SeparableConv2D", input).channels * depthMultiplier;
    return windowMacs(output, mixed) + windowMacs(output, (kernelSize[0] * kernelSize[1] * mixed) / filters);
  },
});
