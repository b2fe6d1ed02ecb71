/** Losses: Keras' names, camelCased. */
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
];
export const losses = {
  meanSquaredError: {
    title: { en: "Mean squared error", zh: "均方误差" },
    summary: { en: "The mean of squared differences: large mistakes weigh most.", zh: "差的平方的平均：大的错误权重最大。" },
    formula: { latex: "\\frac1n\\sum_i (\\hat y_i - y_i)^2", symbols },
    targets: "values",
    kerasUrl: "https://keras.io/api/losses/regression_losses/#meansquarederror-class",
  },
} as const satisfies Readonly<Record<string, LossDefinition>>;
export type LossName = keyof typeof losses;
