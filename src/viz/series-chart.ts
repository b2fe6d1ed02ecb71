/** A series over time: what is known, what came after, and what was forecast. */
import { fieldChartScene, type FieldFrame } from "@/viz/field-chart";
import type { Palette } from "@/viz/palette";
import { pxFromValue, steppedDomain, type Interval, type Scale } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";

/** `truth`: what was measured; `floor`: a forecast that needs no network. */
export type SeriesLook = "truth" | "floor" | "forecast";

export interface SeriesLine {
  readonly look: SeriesLook;
  /** Step of the first value; one value per step follows. */
  readonly from: number;
  readonly values: ArrayLike<number>;
}
export interface SeriesChart {
  readonly title: string;
  readonly xDomain: Interval;
  readonly ticks: (most: number) => readonly { readonly at: number; readonly label: string }[];
  readonly lines: readonly SeriesLine[];
  /** From here on the network did not see what was measured. */
  readonly border?: number;
}

export function seriesFrame({ lines, xDomain }: Pick<SeriesChart, "lines" | "xDomain">): FieldFrame {
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of lines)
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
    }
  return { xDomain, yDomain: low <= high ? steppedDomain("linear", low, high) : [0, 1] };
}

export function seriesScene(chart: SeriesChart, width: number, height: number, palette: Palette): Scene {
  const { title, ticks, lines, border } = chart;
  return fieldChartScene(
    {
      ...seriesFrame(chart),
      xTitle: "",
      yTitle: title,
      xTicks: ticks,
      overlay: (x, y) => [
        ...(border === undefined ? [] : [borderMark(border, x, y, palette)]),
        ...lines.flatMap((line): Mark[] => marksOf(line, x, y, palette)),
      ],
    },
    width,
    height,
    palette,
  );
}

function borderMark(at: number, x: Scale, y: Scale, palette: Palette): Mark {
  const px = pxFromValue(x, at);
  return { kind: "line", points: [px, y.range[0], px, y.range[1]], stroke: palette.lineStrong, width: 1, dash: [2, 2] };
}

function marksOf({ look, from, values }: SeriesLine, x: Scale, y: Scale, palette: Palette): Mark[] {
  const points = new Float32Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    points[2 * i] = pxFromValue(x, from + i);
    points[2 * i + 1] = pxFromValue(y, values[i] ?? Number.NaN);
  }
  switch (look) {
    case "truth":
      return [{ kind: "line", points, stroke: palette.ink3, width: 1.5 }];
    case "floor":
      return [{ kind: "line", points, stroke: palette.neg, width: 1, dash: [3, 2] }];
    case "forecast":
      return [
        { kind: "line", points, stroke: palette.mark, width: 6, opacity: palette.isDark ? 0.45 : 0.8 },
        { kind: "line", points, stroke: palette.ink, width: 1.5 },
      ];
  }
}
