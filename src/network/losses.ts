/** Losses: Keras' names, camelCased; each the mean over the batch. */
import type { Text } from "@/base/text";
import type { Formula } from "@/network/layers/define-layer";

export interface LossDefinition {
  readonly title: Text;
  readonly summary: Text;
  readonly formula: Formula;
  /** What the targets are: a class number, 0/1 per output, or values of the output's shape. */
  readonly targets: "classIndex" | "binary" | "values";
  readonly kerasUrl: string;
}

const symbols = [
  { latex: "y", meaning: { en: "target", zh: "目标" } },
  { latex: "\\hat y", meaning: { en: "prediction", zh: "预测" } },
  { latex: "n", meaning: { en: "outputs of one example", zh: "一个样本的输出个数" } },
];
const probabilities = [
  { latex: "y", meaning: { en: "the true class, one-hot", zh: "真实类别（独热）" } },
  { latex: "\\hat y_k", meaning: { en: "predicted probability of class k", zh: "第 k 类的预测概率" } },
];
const regression = (anchor: string) => `https://keras.io/api/losses/regression_losses/#${anchor}-class`;
const probabilistic = (anchor: string) => `https://keras.io/api/losses/probabilistic_losses/#${anchor}-class`;

export const losses = {
  sparseCategoricalCrossentropy: {
    title: { en: "Cross-entropy, class numbers", zh: "交叉熵（类别编号）" },
    summary: {
      en: "How surprised the network is by the true class, given as a number. For one class out of several, after softmax.",
      zh: "网络对真实类别（以编号给出）有多意外。用于多类中选一类，接在 softmax 之后。",
    },
    formula: {
      latex: "-\\ln \\hat y_{c}",
      symbols: [
        { latex: "c", meaning: { en: "number of the true class", zh: "真实类别的编号" } },
        { latex: "\\hat y_c", meaning: { en: "its predicted probability", zh: "它的预测概率" } },
      ],
    },
    targets: "classIndex",
    kerasUrl: probabilistic("sparsecategoricalcrossentropy"),
  },
  categoricalCrossentropy: {
    title: { en: "Cross-entropy, one-hot", zh: "交叉熵（独热）" },
    summary: {
      en: "The same figure with targets as one-hot vectors or probabilities. The engine makes one-hot targets from class numbers.",
      zh: "数值相同，目标为独热向量或概率。引擎会把类别编号变成独热向量。",
    },
    formula: { latex: "-\\sum_{k} y_k \\ln \\hat y_k", symbols: probabilities },
    targets: "classIndex",
    kerasUrl: probabilistic("categoricalcrossentropy"),
  },
  binaryCrossentropy: {
    title: { en: "Binary cross-entropy", zh: "二元交叉熵" },
    summary: {
      en: "Cross-entropy of yes-or-no outputs between 0 and 1, after sigmoid: two classes with one output, or pixels.",
      zh: "0 到 1 之间是否输出的交叉熵，接在 sigmoid 之后：用一个输出分两类，或用于像素。",
    },
    formula: { latex: "-\\frac1n\\sum_i \\left[ y_i \\ln \\hat y_i + (1 - y_i) \\ln (1 - \\hat y_i) \\right]", symbols },
    targets: "binary",
    kerasUrl: probabilistic("binarycrossentropy"),
  },
  meanSquaredError: {
    title: { en: "Mean squared error", zh: "均方误差" },
    summary: { en: "The mean of squared differences: large mistakes weigh most.", zh: "差的平方的平均：大的错误权重最大。" },
    formula: { latex: "\\frac1n\\sum_i (\\hat y_i - y_i)^2", symbols },
    targets: "values",
    kerasUrl: regression("meansquarederror"),
  },
  meanAbsoluteError: {
    title: { en: "Mean absolute error", zh: "平均绝对误差" },
    summary: { en: "The mean size of the differences: outliers count no more than their size.", zh: "差的绝对值的平均：离群值只按其大小计入。" },
    formula: { latex: "\\frac1n\\sum_i \\left|\\hat y_i - y_i\\right|", symbols },
    targets: "values",
    kerasUrl: regression("meanabsoluteerror"),
  },
  huber: {
    title: { en: "Huber", zh: "Huber" },
    summary: {
      en: "Squared for differences up to 1, linear beyond: exact when close, calm about outliers.",
      zh: "差不超过 1 时取平方，超过后取线性：近处精确，对离群值不敏感。",
    },
    formula: {
      latex: "\\frac1n\\sum_i \\begin{cases} \\tfrac12 d_i^2 & |d_i| \\le 1 \\\\ |d_i| - \\tfrac12 & |d_i| > 1 \\end{cases}",
      symbols: [
        { latex: "d_i", meaning: { en: "prediction minus target", zh: "预测减目标" } },
        { latex: "n", meaning: { en: "outputs of one example", zh: "一个样本的输出个数" } },
      ],
    },
    targets: "values",
    kerasUrl: regression("huber"),
  },
} as const satisfies Readonly<Record<string, LossDefinition>>;
export type LossName = keyof typeof losses;
export const lossNames = Object.keys(losses) as readonly LossName[];
