/** Bars on two axes, for keeping: how values spread over bins, or how many there are of each kind. */
import { fieldChartScene } from "@/viz/field-chart";
import type { Palette } from "@/viz/palette";
import { pxFromValue, steppedDomain, type Interval } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}
export interface BarsChart {
  readonly xTitle: string;
  readonly yTitle: string;
  /** Left to right; at least one. */
  readonly bars: readonly Bar[];
  /** One per bar, where each stands for a kind instead of a stretch of numbers. */
  readonly names?: readonly string[];
  /** Below zero orange, above it blue, as weights are drawn everywhere. */
  readonly isSigned?: boolean;
}

/** A bar for each of the `counts` over equal bins from `min` to `max`. */
export function barsOfBins(counts: ArrayLike<number>, min: number, max: number): readonly Bar[] {
  const width = (max - min) / counts.length || 1;
  return Array.from(counts, (value, i) => ({ from: min + i * width, to: min + (i + 1) * width, value }));
}

/** A bar for each kind, one unit wide. */
export function barsOfKinds(values: readonly number[]): readonly Bar[] {
  return values.map((value, i) => ({ from: i, to: i + 1, value }));
}

export function barsChartScene({ xTitle, yTitle, bars, names, isSigned = false }: BarsChart, width: number, height: number, palette: Palette): Scene {
  const xDomain: Interval = [bars[0]?.from ?? 0, bars.at(-1)?.to ?? 1];
  const yDomain = steppedDomain("linear", 0, Math.max(1, ...bars.map(({ value }) => value)));
  const fillOf = ({ from, to }: Bar) => (!isSigned ? palette.ink3 : to <= 0 ? palette.neg : from >= 0 ? palette.pos : palette.ink3);
  return fieldChartScene(
    {
      xDomain,
      yDomain,
      xTitle,
      yTitle,
      ...(names ? { xTicks: (most: number) => ticksOfNames(names, most) } : {}),
      overlay: (x, y) =>
        bars.map((bar): Mark => {
          const [left, right] = [pxFromValue(x, bar.from), pxFromValue(x, bar.to)];
          const [top, base] = [pxFromValue(y, bar.value), pxFromValue(y, 0)];
          const gap = Math.min(2, (right - left) * 0.2);
          return { kind: "rect", x: left + gap / 2, y: top, width: right - left - gap, height: base - top, fill: fillOf(bar) };
        }),
    },
    width,
    height,
    palette,
  );
}

/** Every name, or every second, third … where there is no room for all. */
function ticksOfNames(names: readonly string[], most: number): readonly { readonly at: number; readonly label: string }[] {
  const stride = Math.ceil(names.length / most);
  return names.flatMap((label, i) => (i % stride === 0 ? [{ at: i + 0.5, label }] : []));
}
