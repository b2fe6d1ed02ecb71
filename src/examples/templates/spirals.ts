/** Two spirals: why depth helps. */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";

export const spirals = defineTemplate({
  id: "spirals",
  title: { en: "Two spirals", zh: "双螺旋" },
  what: {
    en: "Points of two classes lie on two arms wound into each other, and a network with two hidden layers has to tell them apart.",
    zh: "两类点分布在互相缠绕的两条旋臂上，由带两个隐藏层的网络把它们分开。",
  },
  watch: {
    en: "The boundary starts as a nearly straight cut, bends, and winds itself along the arms.",
    zh: "分界线起初近似直线，然后弯曲，沿着旋臂盘绕。",
  },
  tryNext: {
    en: "Remove a hidden layer, or make both half as wide, and see where the boundary gives up.",
    zh: "去掉一个隐藏层，或把两层都减半，看分界线在哪里失败。",
  },
  network: sequence(
    [2],
    [
      ["Dense", { units: 32, activation: "relu", kernelInitializer: "heUniform" }],
      ["Dense", { units: 32, activation: "relu", kernelInitializer: "heUniform" }],
      ["Dense", { units: 2, activation: "softmax" }],
    ],
  ),
  data: { datasetId: "spirals", config: { count: 1000, noise: 0.03 }, normalization: "standard" },
  training: { optimizer: adam(0.01), batchSize: 32, epochs: 100 },
  target: { metric: "testAccuracy", value: 0.95, afterEpochs: 100 },
});
