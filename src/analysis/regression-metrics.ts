/** How far predictions of values are off, as scikit-learn counts it. */

export interface RegressionMetrics {
  readonly meanSquaredError: number;
  readonly meanAbsoluteError: number;
  /** Share of the targets' variance that is explained: 1 is perfect, 0 is as good as their mean. */
  readonly r2: number;
}

/** `targets` and `predictions` [N]. All figures of nothing are 0. */
export function regressionMetrics(targets: ArrayLike<number>, predictions: ArrayLike<number>): RegressionMetrics {
  const count = targets.length;
  if (count === 0) return { meanSquaredError: 0, meanAbsoluteError: 0, r2: 0 };
  let [sum, squares, absolutes] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const difference = (predictions[i] as number) - (targets[i] as number);
    sum += targets[i] as number;
    squares += difference * difference;
    absolutes += Math.abs(difference);
  }
  const mean = sum / count;
  let spread = 0;
  for (let i = 0; i < count; i++) spread += ((targets[i] as number) - mean) ** 2;
  // Constant targets: right is 1, anything else 0, as scikit-learn has it.
  const r2 = spread > 0 ? 1 - squares / spread : squares > 0 ? 0 : 1;
  return { meanSquaredError: squares / count, meanAbsoluteError: absolutes / count, r2 };
}
