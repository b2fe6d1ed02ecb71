/** Convolution: learned filters slide over an image. */
import {
  activationField,
  biasInitializerField,
  biasRegularizerField,
  dilationRateField,
  filtersField,
  kernelInitializerField,
  kernelRegularizerField,
  kernelSizeField,
  paddingField,
  stridesField,
  useBiasField,
} from "@/network/layers/common-fields";
import { windowLine, filtersCount } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { imageOf, slide, windowMacs } from "@/network/layers/image-input";
import { weight } from "@/network/layers/weight-spec";
import { ShapeError } from "@/network/shape";

export const Conv2D = defineLayer({
  className: "Conv2D",
  category: "convolution",
  title: { en: "Conv2D", zh: "卷积" },
  summary: { en: "Slides learned filters over an image to find local patterns.", zh: "让可学习的滤波器滑过图像，寻找局部图案。" },
  formula: {
    latex: "y_{i,j,k} = f\\Big(b_k + \\sum_{u,v,c} x_{\\,i s + u,\\; j s + v,\\; c}\\; W_{u,v,c,k}\\Big)",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "W", meaning: { en: "kernel, one window per filter k", zh: "卷积核，每个滤波器 k 一个窗口" } },
      { latex: "b_k", meaning: { en: "bias of filter k", zh: "滤波器 k 的偏置" } },
      { latex: "s", meaning: { en: "stride", zh: "步幅" } },
      { latex: "u, v, c", meaning: { en: "position in the window, and input channel", zh: "窗口内的位置与输入通道" } },
      { latex: "f", meaning: { en: "the activation", zh: "激活函数" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/convolution_layers/convolution2d/",
  keywords: ["convolution", "cnn", "filter", "kernel", "卷积"],
  icon: "grid-3x3",
  input: { arity: 1, rank: 4 },
  fields: {
    filters: filtersField(32),
    kernelSize: kernelSizeField,
    strides: stridesField(),
    padding: paddingField(),
    activation: activationField("relu"),
    useBias: useBiasField,
    dilationRate: dilationRateField,
    kernelInitializer: kernelInitializerField(),
    biasInitializer: biasInitializerField,
    kernelRegularizer: kernelRegularizerField,
    biasRegularizer: biasRegularizerField,
  },
  brief: ({ filters, kernelSize, strides, activation }) => ({ count: filtersCount(filters), line: windowLine(kernelSize, strides, activation) }),
  outputShape({ filters, kernelSize, strides, padding, dilationRate }, [input]) {
    const image = imageOf("Conv2D", input);
    const isStrided = strides[0] > 1 || strides[1] > 1;
    const isDilated = dilationRate[0] > 1 || dilationRate[1] > 1;
    if (isStrided && isDilated)
      throw new ShapeError("Conv2D", { en: "either strides or dilation above 1, not both", zh: "步幅与空洞只能有一个大于 1" }, input ?? [], {
        en: "Set one of them to 1.",
        zh: "把其中一个设为 1。",
      });
    return [image.batch, ...slide("Conv2D", image, { kernel: kernelSize, strides, padding, dilation: dilationRate }), filters];
  },
  weights({ filters, kernelSize, useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer }, [input]) {
    const { channels } = imageOf("Conv2D", input);
    return [
      weight("kernel", [...kernelSize, channels, filters], kernelInitializer, kernelRegularizer),
      ...(useBias ? [weight("bias", [filters], biasInitializer, biasRegularizer)] : []),
    ];
  },
  macs: ({ kernelSize }, [input], output) => windowMacs(output, kernelSize[0] * kernelSize[1] * imageOf("Conv2D", input).channels),
});
