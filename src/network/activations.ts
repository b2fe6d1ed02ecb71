/** Activation functions: Keras 3's names, camelCased, with their formulas. */
import type { Text } from "@/base/text";
import type { Formula } from "@/network/layers/define-layer";

export interface ActivationDefinition {
  readonly title: Text;
  /** What it does and when to take it, at most three lines. */
  readonly help: Text;
  readonly formula: Formula;
  readonly kerasUrl: string;
}

const same = (word: string): Text => ({ en: word, zh: word });
const page = (anchor: string) => `https://keras.io/api/layers/activations/#${anchor}-function`;
const x = { latex: "x", meaning: { en: "what comes in", zh: "输入值" } };
const formula = (latex: string, ...more: Formula["symbols"]): Formula => ({ latex, symbols: [x, ...more] });

export const activations = {
  linear: {
    title: { en: "Linear", zh: "线性" },
    help: { en: "Changes nothing. For the output of a regression.", zh: "什么也不改变，用于回归的输出层。" },
    formula: formula("f(x) = x"),
    kerasUrl: page("linear"),
  },
  relu: {
    title: same("ReLU"),
    help: { en: "Keeps what is positive and cuts the rest to zero. The usual choice for hidden layers.", zh: "保留正值，其余截为零。隐藏层的常用选择。" },
    formula: formula("f(x) = \\max(0, x)"),
    kerasUrl: page("relu"),
  },
  leakyRelu: {
    title: same("Leaky ReLU"),
    help: {
      en: "Like ReLU, but negatives leak through at a fifth of their size, so no unit dies.",
      zh: "与 ReLU 相似，但负值以五分之一的大小通过，因此单元不会“死掉”。",
    },
    formula: formula("f(x) = \\begin{cases} x & x \\ge 0 \\\\ 0.2\\,x & x < 0 \\end{cases}"),
    kerasUrl: page("leakyrelu"),
  },
  relu6: {
    title: same("ReLU6"),
    help: { en: "ReLU capped at 6. Made for networks that later run with few bits.", zh: "上限为 6 的 ReLU，为之后低位数运行的网络而设计。" },
    formula: formula("f(x) = \\min(\\max(0, x), 6)"),
    kerasUrl: page("relu6"),
  },
  elu: {
    title: same("ELU"),
    help: { en: "Smooth below zero, down to −1, which keeps the mean of the outputs near zero.", zh: "零以下平滑地趋于 −1，使输出的均值接近零。" },
    formula: formula("f(x) = \\begin{cases} x & x \\ge 0 \\\\ e^{x} - 1 & x < 0 \\end{cases}"),
    kerasUrl: page("elu"),
  },
  selu: {
    title: same("SELU"),
    help: {
      en: "ELU scaled so that deep stacks of Dense layers keep mean 0 and variance 1. Start the kernels as LeCun normal.",
      zh: "按比例缩放的 ELU，使很深的全连接网络保持均值 0、方差 1。权重请用 LeCun 正态初始化。",
    },
    formula: formula(
      "f(x) = \\lambda \\begin{cases} x & x \\ge 0 \\\\ \\alpha (e^{x} - 1) & x < 0 \\end{cases}",
      { latex: "\\lambda", meaning: { en: "1.05070098, a fixed scale", zh: "1.05070098，固定的缩放" } },
      { latex: "\\alpha", meaning: { en: "1.67326324, a fixed slope", zh: "1.67326324，固定的斜率" } },
    ),
    kerasUrl: page("selu"),
  },
  gelu: {
    title: same("GELU"),
    help: {
      en: "Weighs each value by how likely a normal draw lies below it. The usual choice in Transformers.",
      zh: "按正态变量小于该值的概率加权。Transformer 中的常用选择。",
    },
    formula: formula("f(x) = x\\,\\Phi(x) = \\tfrac{x}{2}\\left(1 + \\operatorname{erf}\\tfrac{x}{\\sqrt 2}\\right)", {
      latex: "\\Phi",
      meaning: { en: "share of a standard normal below x", zh: "标准正态分布中小于 x 的比例" },
    }),
    kerasUrl: page("gelu"),
  },
  silu: {
    title: same("SiLU"),
    help: {
      en: "x times its own sigmoid, also called swish: a smooth ReLU that dips a little below zero.",
      zh: "x 乘以自己的 sigmoid，又称 swish：平滑的 ReLU，在零以下略有下探。",
    },
    formula: formula("f(x) = x\\,\\sigma(x) = \\frac{x}{1 + e^{-x}}", { latex: "\\sigma", meaning: { en: "the sigmoid", zh: "sigmoid 函数" } }),
    kerasUrl: page("silu"),
  },
  sigmoid: {
    title: same("Sigmoid"),
    help: {
      en: "Squeezes any value into 0 … 1. For yes-or-no outputs, and for pixels that lie between 0 and 1.",
      zh: "把任意值压到 0 … 1 之间。用于是否判断的输出，也用于 0 到 1 之间的像素。",
    },
    formula: formula("\\sigma(x) = \\frac{1}{1 + e^{-x}}"),
    kerasUrl: page("sigmoid"),
  },
  hardSigmoid: {
    title: same("Hard sigmoid"),
    help: { en: "A sigmoid made of straight lines: cheap, and exactly 0 or 1 beyond ±3.", zh: "由直线段构成的 sigmoid：计算便宜，超出 ±3 即恰为 0 或 1。" },
    formula: formula("f(x) = \\min\\left(\\max\\left(0, \\tfrac{x}{6} + \\tfrac12\\right), 1\\right)"),
    kerasUrl: page("hardsigmoid"),
  },
  tanh: {
    title: same("Tanh"),
    help: {
      en: "Squeezes any value into −1 … 1, centred on zero. Flat at both ends, so deep stacks learn slowly.",
      zh: "把任意值压到 −1 … 1，以零为中心。两端平坦，因此很深的网络学得慢。",
    },
    formula: formula("f(x) = \\tanh x = \\frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}"),
    kerasUrl: page("tanh"),
  },
  softplus: {
    title: same("Softplus"),
    help: { en: "A ReLU with a rounded corner; always positive.", zh: "拐角圆滑的 ReLU，输出恒为正。" },
    formula: formula("f(x) = \\ln\\left(1 + e^{x}\\right)"),
    kerasUrl: page("softplus"),
  },
  softsign: {
    title: same("Softsign"),
    help: { en: "Like tanh, but approaches ±1 more slowly.", zh: "与 tanh 相似，但更慢地趋于 ±1。" },
    formula: formula("f(x) = \\frac{x}{1 + |x|}"),
    kerasUrl: page("softsign"),
  },
  mish: {
    title: same("Mish"),
    help: { en: "A smooth ReLU much like SiLU, a little costlier.", zh: "与 SiLU 很像的平滑 ReLU，计算稍贵。" },
    formula: formula("f(x) = x \\tanh\\left(\\ln\\left(1 + e^{x}\\right)\\right)"),
    kerasUrl: page("mish"),
  },
  exponential: {
    title: { en: "Exponential", zh: "指数" },
    help: { en: "Grows without bound; for outputs that must be positive, such as rates.", zh: "无上界地增长；用于必须为正的输出，如速率。" },
    formula: formula("f(x) = e^{x}"),
    kerasUrl: page("exponential"),
  },
  softmax: {
    title: same("Softmax"),
    help: { en: "Turns the outputs into probabilities that add up to 1. For one class out of several.", zh: "把输出变成总和为 1 的概率，用于多类中选一类。" },
    formula: formula("f(x)_i = \\frac{e^{x_i}}{\\sum_j e^{x_j}}", { latex: "j", meaning: { en: "runs over the last axis", zh: "遍历最后一个轴" } }),
    kerasUrl: page("softmax"),
  },
} as const satisfies Readonly<Record<string, ActivationDefinition>>;

export type ActivationName = keyof typeof activations;
export const activationNames = Object.keys(activations) as readonly ActivationName[];
export function activationTitle(name: ActivationName): Text {
  return activations[name].title;
}
