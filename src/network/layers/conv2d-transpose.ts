/** Transposed convolution: spreads each pixel over a window, which makes images larger. */
import {
  activationField,
  biasInitializerField,
  biasRegularizerField,
  filtersField,
  kernelInitializerField,
  kernelRegularizerField,
  kernelSizeField,
  paddingField,
  stridesField,
  useBiasField,
} from "@/network/layers/common-fields";
import { filtersCount, windowLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { imageOf } from "@/network/layers/image-input";
import { weight } from "@/network/layers/weight-spec";
import { transposedConvOutputLength, valuesPerExample } from "@/network/shape";

export const Conv2DTranspose = defineLayer({
  className: "Conv2DTranspose",
  category: "convolution",
  title: { en: "Conv2DTranspose", zh: "转置卷积" },
  summary: { en: "Spreads each pixel over a learned window: a convolution that makes images larger.", zh: "把每个像素按可学习的窗口铺开：能放大图像的卷积。" },
  formula: {
    latex: "y_{\\,i s + u,\\; j s + v,\\; k} \\mathrel{+}= \\sum_{c} x_{i,j,c}\\; W_{u,v,k,c}",
    symbols: [
      { latex: "x", meaning: { en: "the incoming image: row, column, channel", zh: "输入图像：行、列、通道" } },
      { latex: "W", meaning: { en: "kernel: where pixels overlap, they add up", zh: "卷积核：重叠处相加" } },
      { latex: "s", meaning: { en: "stride: how far apart the pixels are spread", zh: "步幅：像素被铺开的间距" } },
      { latex: "k", meaning: { en: "filter; then bias and activation as in Conv2D", zh: "滤波器；之后与卷积一样加偏置和激活" } },
    ],
  },
  kerasUrl: "https://keras.io/api/layers/convolution_layers/convolution2d_transpose/",
  keywords: ["deconvolution", "upsampling", "decoder", "反卷积", "上采样"],
  icon: "grid-2x2-plus",
  input: { arity: 1, rank: 4 },
  fields: {
    filters: filtersField(32),
    kernelSize: kernelSizeField,
    strides: stridesField([2, 2]),
    padding: paddingField("same"),
    activation: activationField("relu"),
    useBias: useBiasField,
    kernelInitializer: kernelInitializerField(),
    biasInitializer: biasInitializerField,
    kernelRegularizer: kernelRegularizerField,
    biasRegularizer: biasRegularizerField,
  },
  brief: ({ filters, kernelSize, strides, activation }) => ({ count: filtersCount(filters), line: windowLine(kernelSize, strides, activation) }),
  outputShape({ filters, kernelSize, strides, padding }, [input]) {
    const { batch, height, width } = imageOf("Conv2DTranspose", input);
    return [
      batch,
      transposedConvOutputLength(height, kernelSize[0], strides[0], padding),
      transposedConvOutputLength(width, kernelSize[1], strides[1], padding),
      filters,
    ];
  },
  weights({ filters, kernelSize, useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer }, [input]) {
    const { channels } = imageOf("Conv2DTranspose", input);
    return [
      weight("kernel", [...kernelSize, filters, channels], kernelInitializer, kernelRegularizer),
      ...(useBias ? [weight("bias", [filters], biasInitializer, biasRegularizer)] : []),
    ];
  },
  macs: ({ filters, kernelSize }, [input]) => valuesPerExample(input ?? []) * kernelSize[0] * kernelSize[1] * filters,
});
