/** Linear regression by gradient descent: the smallest thing that learns. */
import { sequence } from "@/examples/build-network";
import { defineTemplate, sgd } from "@/examples/define-template";

export const line = defineTemplate({
  id: "line",
  title: { en: "Line by gradient descent", zh: "梯度下降拟合直线" },
  what: {
    en: "Two numbers, a slope w and an intercept b, start at 0 and are moved downhill until the line y = w·x + b fits 100 points.",
    zh: "斜率 w 与截距 b 从 0 出发，沿梯度下坡移动，直到直线 y = w·x + b 贴合 100 个点。",
  },
  watch: {
    en: "Every step uses all training points, so the path on the loss surface is smooth: fast along the steep direction, slow along the flat one.",
    zh: "每一步都用全部训练点，所以损失曲面上的路径是平滑的：陡的方向快，平的方向慢。",
  },
  tryNext: {
    en: "Raise the learning rate until the loss grows instead of falling, or add noise and see which loss remains.",
    zh: "把学习率调大，直到损失不降反升；或者增加噪声，看最后剩下多少损失。",
  },
  network: sequence([1], [["Dense", { units: 1, activation: "linear", kernelInitializer: "zeros" }]]),
  data: { datasetId: "line", config: { w: 2, b: 1, noise: 0.05, count: 100 }, validationSplit: 0.1, testSplit: 0.1, normalization: "none" },
  training: { loss: "meanSquaredError", optimizer: sgd(0.1), batchSize: "full", epochs: 1000 },
  target: { metric: "trainLoss", value: 0.004, afterEpochs: 1000 },
});
