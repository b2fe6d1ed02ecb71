/** From values to pixels: linear and log scales, ticks on 1-2-5 steps, and domains that move in steps only. */

export type ScaleKind = "linear" | "log";
export type Interval = readonly [low: number, high: number];

export interface Scale {
  readonly kind: ScaleKind;
  readonly domain: Interval;
  /** Pixels that the ends of the domain fall on; may run downwards. */
  readonly range: Interval;
}

const warp = (kind: ScaleKind, value: number) => (kind === "log" ? Math.log10(value) : value);

/** Pixel of a value. Not clamped; NaN where a log scale meets zero or less. */
export function pxFromValue({ kind, domain, range }: Scale, value: number): number {
  if (kind === "log" && value <= 0) return Number.NaN;
  const low = warp(kind, domain[0]);
  return range[0] + ((warp(kind, value) - low) / (warp(kind, domain[1]) - low)) * (range[1] - range[0]);
}

export function valueFromPx({ kind, domain, range }: Scale, px: number): number {
  const share = (px - range[0]) / (range[1] - range[0]);
  const low = warp(kind, domain[0]);
  const warped = low + share * (warp(kind, domain[1]) - low);
  return kind === "log" ? 10 ** warped : warped;
}

/** The next value of the series … 0.1 0.2 0.5 1 2 5 10 … at or above `value` > 0. */
export function niceAbove(value: number): number {
  const exponent = Math.floor(Math.log10(value));
  // A hair of tolerance: 10 ** -1 is not exactly 0.1.
  for (const step of [1, 2, 5]) if (at(step, exponent) >= value * (1 - 1e-9)) return at(step, exponent);
  return at(1, exponent + 1);
}

/** The next value of the same series at or below `value` > 0. */
export function niceBelow(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-12);
  for (const step of [5, 2, 1]) if (at(step, exponent) <= value * (1 + 1e-9)) return at(step, exponent);
  return at(5, exponent - 1);
}

/** step × 10^exponent without the rounding error of 10 ** −3. */
function at(step: number, exponent: number): number {
  return exponent < 0 ? step / 10 ** -exponent : step * 10 ** exponent;
}

/** Values on a 1-2-5 step within the domain, at most about `count`. */
export function linearTicks([low, high]: Interval, count: number): readonly number[] {
  if (!(high > low)) return [low];
  const step = niceAbove((high - low) / Math.max(1, count));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** 1-2-5 per decade where they fit in `count`, else whole decades, else every second, third … decade. */
export function logTicks([low, high]: Interval, count: number): readonly number[] {
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.ceil(Math.log10(high) - 1e-9);
  const inside = (steps: readonly number[], stride: number) => {
    const ticks: number[] = [];
    for (let e = from; e <= to; e++)
      if (((e % stride) + stride) % stride === 0)
        for (const step of steps) if (at(step, e) >= low * (1 - 1e-9) && at(step, e) <= high * (1 + 1e-9)) ticks.push(at(step, e));
    return ticks;
  };
  const fine = inside([1, 2, 5], 1);
  if (fine.length <= count) return fine;
  for (let stride = 1; ; stride++) {
    const ticks = inside([1], stride);
    if (ticks.length <= Math.max(2, count)) return ticks;
  }
}

export function ticksOf(scale: Scale, count: number): readonly number[] {
  return scale.kind === "log" ? logTicks(scale.domain, count) : linearTicks(scale.domain, count);
}

/** The tightest domain with ends on 1-2-5 steps that holds [low, high]; it moves only when a value crosses a step. */
export function steppedDomain(kind: ScaleKind, low: number, high: number): Interval {
  if (kind === "log") {
    if (!(high > 0)) return [0.1, 1];
    const bottom = niceBelow(low > 0 ? low : high / 1000);
    const top = niceAbove(high);
    // At least a decade, or the axis has a single tick.
    return top / bottom >= 9.99 ? [bottom, top] : [niceBelow(top / 10), top];
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < 1e-30) return [0, 1];
  // Next to no extent: an axis from zero says so best.
  if (high - low <= size * 1e-9) return steppedDomain(kind, Math.min(0, 2 * low), Math.max(0, 2 * high));
  const step = niceAbove((high - low) / 4);
  return [Number((Math.floor(low / step + 1e-9) * step).toPrecision(12)), Number((Math.ceil(high / step - 1e-9) * step).toPrecision(12))];
}
