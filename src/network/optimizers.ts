/** Optimizers: names, settings and formulas as in Keras 3 (keras.io/api/optimizers). */
import type { Text } from "@/base/text";
import { float, type ConfigOf, type Fields } from "@/network/fields";
import type { Formula } from "@/network/layers/define-layer";

export interface OptimizerDefinition<F extends Fields> {
  readonly title: Text;
  readonly summary: Text;
  readonly formula: Formula;
  readonly kerasUrl: string;
  /** Tensors kept per weight, all of the weight's shape and starting at zero: `momentum`, `velocity`. */
  readonly slots: readonly string[];
  readonly fields: F;
}
const learningRate = (initial: number) =>
  float({
    label: { en: "Learning rate", zh: "学习率" },
    help: { en: "How far each step goes along the gradient. Too high diverges, too low crawls.", zh: "每一步沿梯度走多远。太大会发散，太小则很慢。" },
    initial,
    min: 0,
    max: 100,
    scale: "log",
  });
export const optimizers = {
  sgd: {
    title: { en: "SGD", zh: "SGD" },
    summary: { en: "Plain gradient descent on a batch.", zh: "在一批样本上做普通的梯度下降。" },
    formula: { latex: "w \\leftarrow w - \\eta g", symbols: [] },
    kerasUrl: "https://keras.io/api/optimizers/sgd/",
    slots: [],
    fields: { learningRate: learningRate(0.01) },
  },
} as const satisfies Readonly<Record<string, OptimizerDefinition<Fields>>>;
export type OptimizerName = keyof typeof optimizers;
export type OptimizerConfig<N extends OptimizerName> = ConfigOf<(typeof optimizers)[N]["fields"]>;
