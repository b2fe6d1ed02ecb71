/** Three small sets of points, one lesson each. */
import { sequence } from "@/examples/build-network";
import { adam, defineTemplate } from "@/examples/define-template";

export const circles = defineTemplate({
  id: "circles",
  title: { en: "Two circles", zh: "同心圆" },
  what: {
    en: "One ring lies inside another, and eight hidden units have to close a boundary around the inner one.",
    zh: "一个圆环套在另一个里面，八个隐藏单元要围住内环。",
  },
  watch: {
    en: "Each hidden unit contributes one straight edge, and the edges join to a polygon.",
    zh: "每个隐藏单元贡献一条直边，这些边连成多边形。",
  },
  tryNext: {
    en: "Use 3 units, then 2: three edges can still close, two cannot.",
    zh: "试试 3 个单元，再试 2 个：三条边还能围拢，两条就不能了。",
  },
  network: sequence(
    [2],
    [
      ["Dense", { units: 8, activation: "relu", kernelInitializer: "heUniform" }],
      ["Dense", { units: 2, activation: "softmax" }],
    ],
  ),
  data: { datasetId: "circles", config: { count: 300, noise: 0.06 }, normalization: "standard" },
  training: { optimizer: adam(0.02), batchSize: 32, epochs: 60 },
  target: { metric: "testAccuracy", value: 0.97, afterEpochs: 60 },
});

export const xor = defineTemplate({
  id: "xor",
  title: { en: "Exclusive or", zh: "异或" },
  what: {
    en: "Opposite quarters of a square belong together, which no single layer can express.",
    zh: "正方形对角的两块属于同一类，任何单层网络都无法表达。",
  },
  watch: {
    en: "The boundary starts as one cut through the square, and bends until it follows both axes.",
    zh: "分界线起初只是一刀切过正方形，随后弯折，直到贴合两条坐标轴。",
  },
  tryNext: {
    en: "Delete the hidden layer and train again: accuracy stays near one half, however long it runs.",
    zh: "删掉隐藏层再训练：无论多久，准确率都停在一半左右。",
  },
  network: sequence(
    [2],
    [
      ["Dense", { units: 8, activation: "tanh" }],
      ["Dense", { units: 2, activation: "softmax" }],
    ],
  ),
  data: { datasetId: "xor", config: { count: 300, noise: 0.03 }, normalization: "standard" },
  training: { optimizer: adam(0.02), batchSize: 32, epochs: 60 },
  target: { metric: "testAccuracy", value: 0.95, afterEpochs: 60 },
});

export const moons = defineTemplate({
  id: "moons",
  title: { en: "Two moons", zh: "双月" },
  what: {
    en: "Two half circles reach into each other, with noise that makes a few points truly ambiguous.",
    zh: "两个半圆互相嵌入，噪声使少数点真正难以判别。",
  },
  watch: {
    en: "The boundary learns the S first and then starts to bend around single points: that is overfitting.",
    zh: "分界线先学会 S 形，随后开始绕着个别点弯曲：这就是过拟合。",
  },
  tryNext: {
    en: "Add an L2 penalty of 0.01 to the hidden layers or more points, and the boundary calms down.",
    zh: "给隐藏层加 0.01 的 L2 惩罚，或增加点数，分界线就会平静下来。",
  },
  network: sequence(
    [2],
    [
      ["Dense", { units: 16, activation: "relu", kernelInitializer: "heUniform" }],
      ["Dense", { units: 16, activation: "relu", kernelInitializer: "heUniform" }],
      ["Dense", { units: 2, activation: "softmax" }],
    ],
  ),
  data: { datasetId: "moons", config: { count: 300, noise: 0.1 }, normalization: "standard" },
  training: { optimizer: adam(0.02), batchSize: 32, epochs: 60 },
  target: { metric: "testAccuracy", value: 0.95, afterEpochs: 60 },
});
