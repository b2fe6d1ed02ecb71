/** Thins a long curve to what a screen can show: per pixel column its first, least, greatest and last value. */
import { pxFromValue, type Scale } from "@/viz/scales";

/** `x` ascending. Returns x, y pixel pairs; a value that cannot be drawn (NaN, infinite, ≤ 0 on a log scale) breaks the line. */
export function decimatedPath(x: ArrayLike<number>, value: ArrayLike<number>, length: number, xScale: Scale, yScale: Scale): Float32Array {
  const [from, to] = xScale.range;
  const [low, high] = xScale.domain;
  const perUnit = (to - from) / (high - low);
  // Four points per column and a break.
  const points = new Float32Array((Math.ceil(Math.abs(to - from)) + 3) * 10);
  let size = 0;
  const push = (px: number, py: number) => {
    if (size + 2 > points.length) return;
    points[size++] = px;
    points[size++] = py;
  };
  let i = 0;
  while (i < length) {
    const column = Math.floor(((x[i] ?? 0) - low) * perUnit);
    const first = i;
    let least = -1;
    let greatest = -1;
    let last = -1;
    let hasBreak = false;
    for (; i < length && Math.floor(((x[i] ?? 0) - low) * perUnit) === column; i++) {
      const v = value[i] ?? Number.NaN;
      if (!Number.isFinite(v) || (yScale.kind === "log" && v <= 0)) {
        hasBreak = true;
        continue;
      }
      if (least < 0 || v < (value[least] ?? 0)) least = i;
      if (greatest < 0 || v > (value[greatest] ?? 0)) greatest = i;
      last = i;
    }
    const put = (at: number) => push(from + ((x[at] ?? 0) - low) * perUnit, pxFromValue(yScale, value[at] ?? Number.NaN));
    if (last < 0) {
      push(Number.NaN, Number.NaN);
      continue;
    }
    if (least !== first && greatest !== first && !hasBreak) put(first);
    put(Math.min(least, greatest));
    if (least !== greatest) put(Math.max(least, greatest));
    if (last !== least && last !== greatest) put(last);
    if (hasBreak) push(Number.NaN, Number.NaN);
  }
  return points.slice(0, size);
}

/** Index of the x nearest to `at`; −1 when there is none. `x` ascending. */
export function indexAt(x: ArrayLike<number>, length: number, at: number): number {
  if (length === 0) return -1;
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const next = low + 1 < length ? low + 1 : low;
  return Math.abs((x[next] ?? 0) - at) < Math.abs((x[low] ?? 0) - at) ? next : low;
}

/** About the `share` quantile of the finite values, from at most 512 of them, spread evenly. */
export function roughQuantile(value: ArrayLike<number>, length: number, share: number): number {
  const stride = Math.max(1, length / 512);
  const taken: number[] = [];
  for (let i = 0; i < length; i += stride) {
    const v = value[Math.floor(i)] ?? Number.NaN;
    if (Number.isFinite(v)) taken.push(v);
  }
  taken.sort((a, b) => a - b);
  return taken[Math.round(share * (taken.length - 1))] ?? Number.NaN;
}
