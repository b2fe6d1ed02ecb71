/** Mean, spread and quantiles of the finite values of an array. */

export interface MeanAndDeviation {
  readonly mean: number;
  /** Of the values themselves (divided by N), as NumPy's `std`. */
  readonly deviation: number;
}

/** Welford's method (1962): one pass, no cancellation. Both are 0 when there is nothing. */
export function meanAndDeviation(values: ArrayLike<number>): MeanAndDeviation {
  let [count, mean, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    count++;
    const delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
  }
  return { mean, deviation: count > 0 ? Math.sqrt(squares / count) : 0 };
}

/** The value below which a share `q` of the values lies; between two values as NumPy's `linear`. NaN when there is nothing. */
export function quantile(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  if (sorted.length === 0) return Number.NaN;
  const at = Math.min(Math.max(q, 0), 1) * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
