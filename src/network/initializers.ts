/** How weights start. Names and formulas are Keras 3's (keras.io/api/layers/initializers). */
import { orthogonalize } from "@/network/orthogonalize";
import type { Rng } from "@/base/rng";
import type { Text } from "@/base/text";
import type { Formula } from "@/network/layers/define-layer";

/** Connections into and out of one unit. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

export interface InitializerDefinition {
  readonly title: Text;
  readonly help: Text;
  readonly formula: Formula;
  readonly kerasUrl: string;
  /** A function that draws one value after the other. */
  sampler(fans: Fans, rng: Rng): () => number;
  /** What is done with all values together, once they are drawn. */
  arrange?(values: Float32Array, shape: readonly number[]): void;
}

const fans = [
  { latex: "n_{in}", meaning: { en: "connections into one unit", zh: "进入一个单元的连接数" } },
  { latex: "n_{out}", meaning: { en: "connections out of one unit", zh: "离开一个单元的连接数" } },
];
const page = (anchor: string) => `https://keras.io/api/layers/initializers/#${anchor}-class`;

/** Standard normal, drawn again while it lies beyond two standard deviations. */
function truncatedNormal(rng: Rng): number {
  let value = rng.normal();
  while (Math.abs(value) > 2) value = rng.normal();
  return value;
}
// A normal cut off at ±2 has this standard deviation; Keras divides by it so that the variance comes out as asked.
const truncatedDeviation = 0.8796256610342398;

type Mode = "fanIn" | "fanAvg";
const scaleOf = (scale: number, mode: Mode, { fanIn, fanOut }: Fans) => scale / Math.max(1, mode === "fanIn" ? fanIn : (fanIn + fanOut) / 2);
/** Keras' VarianceScaling: variance `scale / fan`. */
const uniformScaling =
  (scale: number, mode: Mode): InitializerDefinition["sampler"] =>
  (fan, rng) => {
    const limit = Math.sqrt(3 * scaleOf(scale, mode, fan));
    return () => (2 * rng.next() - 1) * limit;
  };
const normalScaling =
  (scale: number, mode: Mode): InitializerDefinition["sampler"] =>
  (fan, rng) => {
    const deviation = Math.sqrt(scaleOf(scale, mode, fan)) / truncatedDeviation;
    return () => truncatedNormal(rng) * deviation;
  };

export const initializers = {
  zeros: {
    title: { en: "Zeros", zh: "零" },
    help: { en: "All zero. Right for biases; kernels at zero would all learn the same.", zh: "全为零。适合偏置；若权重全为零，各单元会学成一样。" },
    formula: { latex: "w = 0", symbols: [] },
    kerasUrl: page("zeros"),
    sampler: () => () => 0,
  },
  ones: {
    title: { en: "Ones", zh: "一" },
    help: { en: "All one. Right for the scale of a normalisation.", zh: "全为一。适合归一化层的缩放。" },
    formula: { latex: "w = 1", symbols: [] },
    kerasUrl: page("ones"),
    sampler: () => () => 1,
  },
  glorotUniform: {
    title: { en: "Glorot uniform", zh: "Glorot 均匀" },
    help: {
      en: "Even between two limits that keep signals the same size forwards and backwards. For tanh, sigmoid, softmax.",
      zh: "在两个界限间均匀抽取，使信号前向与反向大小不变。适合 tanh、sigmoid、softmax。",
    },
    formula: { latex: "w \\sim U(-a, a), \\quad a = \\sqrt{\\frac{6}{n_{in} + n_{out}}}", symbols: fans },
    kerasUrl: page("glorotuniform"),
    sampler: uniformScaling(1, "fanAvg"),
  },
  glorotNormal: {
    title: { en: "Glorot normal", zh: "Glorot 正态" },
    help: { en: "Glorot's variance with a bell curve, cut off at two deviations.", zh: "Glorot 的方差，钟形分布，截断于两个标准差。" },
    formula: { latex: "w \\sim N(0, \\sigma^2), \\quad \\sigma = \\sqrt{\\frac{2}{n_{in} + n_{out}}}", symbols: fans },
    kerasUrl: page("glorotnormal"),
    sampler: normalScaling(1, "fanAvg"),
  },
  heUniform: {
    title: { en: "He uniform", zh: "He 均匀" },
    help: { en: "Wider than Glorot, because ReLU throws half of the signal away.", zh: "比 Glorot 更宽，因为 ReLU 会丢掉一半信号。" },
    formula: { latex: "w \\sim U(-a, a), \\quad a = \\sqrt{\\frac{6}{n_{in}}}", symbols: fans.slice(0, 1) },
    kerasUrl: page("heuniform"),
    sampler: uniformScaling(2, "fanIn"),
  },
  heNormal: {
    title: { en: "He normal", zh: "He 正态" },
    help: { en: "He's variance with a bell curve; the usual partner of ReLU.", zh: "He 的方差，钟形分布；ReLU 的常用搭档。" },
    formula: { latex: "w \\sim N(0, \\sigma^2), \\quad \\sigma = \\sqrt{\\frac{2}{n_{in}}}", symbols: fans.slice(0, 1) },
    kerasUrl: page("henormal"),
    sampler: normalScaling(2, "fanIn"),
  },
  lecunUniform: {
    title: { en: "LeCun uniform", zh: "LeCun 均匀" },
    help: { en: "Keeps the size of signals on the way forward only.", zh: "只保持前向信号的大小。" },
    formula: { latex: "w \\sim U(-a, a), \\quad a = \\sqrt{\\frac{3}{n_{in}}}", symbols: fans.slice(0, 1) },
    kerasUrl: page("lecununiform"),
    sampler: uniformScaling(1, "fanIn"),
  },
  lecunNormal: {
    title: { en: "LeCun normal", zh: "LeCun 正态" },
    help: { en: "LeCun's variance with a bell curve; what SELU asks for.", zh: "LeCun 的方差，钟形分布；SELU 所需。" },
    formula: { latex: "w \\sim N(0, \\sigma^2), \\quad \\sigma = \\sqrt{\\frac{1}{n_{in}}}", symbols: fans.slice(0, 1) },
    kerasUrl: page("lecunnormal"),
    sampler: normalScaling(1, "fanIn"),
  },
  randomUniform: {
    title: { en: "Uniform ±0.05", zh: "均匀 ±0.05" },
    help: { en: "Even between −0.05 and 0.05, whatever the size of the layer.", zh: "在 −0.05 与 0.05 之间均匀抽取，与层的大小无关。" },
    formula: { latex: "w \\sim U(-0.05,\\ 0.05)", symbols: [] },
    kerasUrl: page("randomuniform"),
    sampler: (_, rng) => () => (2 * rng.next() - 1) * 0.05,
  },
  randomNormal: {
    title: { en: "Normal, σ 0.05", zh: "正态，σ 0.05" },
    help: { en: "A bell curve of deviation 0.05, whatever the size of the layer.", zh: "标准差 0.05 的钟形分布，与层的大小无关。" },
    formula: { latex: "w \\sim N(0,\\ 0.05^2)", symbols: [] },
    kerasUrl: page("randomnormal"),
    sampler: (_, rng) => () => rng.normal() * 0.05,
  },
  truncatedNormal: {
    title: { en: "Truncated normal, σ 0.05", zh: "截断正态，σ 0.05" },
    help: { en: "A bell curve of deviation 0.05 without values beyond two deviations.", zh: "标准差 0.05 的钟形分布，舍去两个标准差以外的值。" },
    formula: { latex: "w \\sim N(0,\\ 0.05^2), \\quad |w| \\le 0.1", symbols: [] },
    kerasUrl: page("truncatednormal"),
    sampler: (_, rng) => () => truncatedNormal(rng) * 0.05,
  },
  orthogonal: {
    title: { en: "Orthogonal", zh: "正交" },
    help: {
      en: "Rows or columns at right angles and of length one: a product neither grows nor shrinks, however often it is repeated.",
      zh: "行或列两两正交且长度为一：无论重复多少次，乘积既不放大也不缩小。",
    },
    formula: { latex: "W W^{\\top} = I \\ \\text{or}\\ W^{\\top} W = I", symbols: [{ latex: "I", meaning: { en: "the identity matrix", zh: "单位矩阵" } }] },
    kerasUrl: page("orthogonal"),
    sampler: (_, rng) => () => rng.normal(),
    arrange: (values, shape) => orthogonalize(values, shape.at(-1) ?? 1),
  },
} as const satisfies Readonly<Record<string, InitializerDefinition>>;
export type InitializerName = keyof typeof initializers;
export const initializerNames = Object.keys(initializers) as readonly InitializerName[];

/** Fresh values of one weight tensor, row-major; drawn from `rng` in order. */
export function initialize(name: InitializerName, shape: readonly number[], fanIn: number, fanOut: number, rng: Rng): Float32Array {
  const sample = initializers[name].sampler({ fanIn, fanOut }, rng);
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (let i = 0; i < values.length; i++) values[i] = sample();
  (initializers[name] as InitializerDefinition).arrange?.(values, shape);
  return values;
}

/** Fans as Keras counts them: the last two axes, times the window before them. */
export function fansOf(shape: readonly number[]): Fans {
  if (shape.length < 2) return { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 };
  const window = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return { fanIn: (shape.at(-2) ?? 1) * window, fanOut: (shape.at(-1) ?? 1) * window };
}
