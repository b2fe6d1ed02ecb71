/** Denoising autoencoder: images in, images out. */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";
import { initialSchedule } from "@/network/schedules";

export const denoise = defineTemplate({
  id: "denoise",
  title: { en: "Denoising autoencoder", zh: "去噪自编码器" },
  what: {
    en: "A noisy digit is squeezed through 7×7 pixels and unfolded again by transposed convolutions, and must come out clean.",
    zh: "带噪声的数字被压到 7×7，再由转置卷积展开，输出应当是干净的数字。",
  },
  watch: {
    en: "The outputs start grey, then blurred digits come out of the noise, and the strokes sharpen last.",
    zh: "输出起初是一片灰，然后模糊的数字从噪声中浮现，最后笔画才变清晰。",
  },
  tryNext: {
    en: "Raise the noise until you cannot read the digit yourself, and see what the network makes up.",
    zh: "把噪声加大到你自己也认不出数字，看网络会“编”出什么。",
  },
  network: sequence(
    [28, 28, 1],
    [
      ["Conv2D", { filters: 16, kernelSize: [3, 3], strides: [2, 2], padding: "same", activation: "relu" }],
      ["Conv2D", { filters: 32, kernelSize: [3, 3], strides: [2, 2], padding: "same", activation: "relu" }],
      ["Conv2DTranspose", { filters: 32, kernelSize: [3, 3], strides: [2, 2], padding: "same", activation: "relu" }],
      ["Conv2DTranspose", { filters: 16, kernelSize: [3, 3], strides: [2, 2], padding: "same", activation: "relu" }],
      // Digits are mostly black: without it every image turns black within the first steps and stays so.
      ["BatchNormalization", { momentum: 0.9 }],
      ["Conv2D", { filters: 1, kernelSize: [3, 3], padding: "same", activation: "sigmoid" }],
    ],
  ),
  data: { datasetId: "mnist-denoise", config: { noise: 0.35 } },
  training: { loss: "meanSquaredError", optimizer: adam(0.002), schedule: initialSchedule("cosine"), batchSize: 64, epochs: 5 },
  target: { metric: "testLoss", value: 0.009, afterEpochs: 5 },
});
