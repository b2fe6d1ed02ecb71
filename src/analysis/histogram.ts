/** How values spread: counts over equal bins between the smallest and the largest. */

export interface HistogramOf {
  readonly min: number;
  readonly max: number;
  readonly counts: Float32Array;
  /** Values that are NaN or infinite; they are in no bin. */
  readonly nonFinite: number;
}

/** `bins` equal bins; the largest value falls into the last one. Equal values all fall into the first. */
export function histogramOf(values: ArrayLike<number>, bins: number): HistogramOf {
  let min = Infinity;
  let max = -Infinity;
  let nonFinite = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) nonFinite++;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  const counts = new Float32Array(bins);
  if (min > max) return { min: 0, max: 0, counts, nonFinite };
  const perUnit = max > min ? bins / (max - min) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(Math.floor((value - min) * perUnit), bins - 1);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { min, max, counts, nonFinite };
}

/** √ of the mean of squares; of finite values only. */
export function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    sum += value * value;
    count++;
  }
  return count > 0 ? Math.sqrt(sum / count) : 0;
}
