/** Bars of a histogram as three SVG paths: negative orange, positive blue, and the bar that holds zero. */

export interface HistogramPaths {
  readonly negative: string;
  readonly zero: string;
  readonly positive: string;
}

/** `counts` over equal bins between `min` and `max`, drawn `width` × `height` with the base at the bottom; the plot spans `axis`. */
export function histogramPaths(
  counts: ArrayLike<number>,
  min: number,
  max: number,
  width: number,
  height: number,
  axis: readonly [low: number, high: number] = [min, max],
): HistogramPaths {
  const bins = counts.length;
  let most = 0;
  for (let i = 0; i < bins; i++) most = Math.max(most, counts[i] ?? 0);
  const paths = { negative: "", zero: "", positive: "" };
  const binWidth = (max - min) / bins;
  const perUnit = axis[1] > axis[0] ? width / (axis[1] - axis[0]) : 0;
  // All values equal: one bar of a visible width at their place.
  const step = Math.max(binWidth * perUnit, 1);
  for (let i = 0; i < bins; i++) {
    const count = counts[i] ?? 0;
    if (count === 0 || most === 0) continue;
    // At least half a pixel: few is not none.
    const barHeight = Math.max(0.5, (count / most) * height);
    const low = min + i * binWidth;
    const high = low + binWidth;
    const side = high <= binWidth * 1e-6 ? "negative" : low >= -binWidth * 1e-6 ? "positive" : "zero";
    const gap = Math.min(1, step * 0.2);
    paths[side] +=
      `M${round(Math.min((low - axis[0]) * perUnit, width - step) + gap / 2)},${round(height)}v${round(-barHeight)}h${round(step - gap)}v${round(barHeight)}Z`;
  }
  return paths;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Where a gradient of this size stands on the meter, 0 … 1: log scale from 1e−6 to 1. */
export function gradientMeterShare(rms: number): number {
  if (!(rms > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log10(rms) + 6) / 6));
}

/** What trains well, on the same scale. */
export const healthyGradient = { low: 1e-5, high: 1e-1 } as const;
