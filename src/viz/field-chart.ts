/** A plane seen from above: a field of values as colours, contour lines, points and paths on it, two labelled axes. */
import { tickLabel } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import type { PixelMap } from "@/viz/pixels";
import { linearTicks, pxFromValue, type Interval, type Scale } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";

/** The axes. */
export interface FieldFrame {
  readonly xDomain: Interval;
  readonly yDomain: Interval;
  /** One unit is equally long on both axes. */
  readonly isSquare?: boolean;
}
export interface FieldChart extends FieldFrame {
  readonly xTitle: string;
  readonly yTitle: string;
  /** Marks of the x axis where they are no plain numbers, at most `most`. */
  readonly xTicks?: (most: number) => readonly { readonly at: number; readonly label: string }[];
  /** Covers the whole domain, top row first. */
  readonly field?: { readonly map: PixelMap; readonly smooth: boolean } | undefined;
  /** What lies on the field, given the scales. */
  readonly overlay: (x: Scale, y: Scale) => readonly Mark[];
}

/** The scales of the chart, for pointing at it. */
export function fieldArea(chart: FieldFrame, width: number, height: number, palette: Palette): { readonly x: Scale; readonly y: Scale } {
  const { microPx } = palette;
  let [left, right, top, bottom] = [microPx * 3.2, width - 4, 6, height - microPx * 2.8];
  if (chart.isSquare) {
    const unit = Math.min((right - left) / (chart.xDomain[1] - chart.xDomain[0]), (bottom - top) / (chart.yDomain[1] - chart.yDomain[0]));
    const spare = right - left - unit * (chart.xDomain[1] - chart.xDomain[0]);
    // In the middle of a room that is too wide.
    left += spare / 2;
    right -= spare / 2;
    bottom = top + unit * (chart.yDomain[1] - chart.yDomain[0]);
  }
  return {
    x: { kind: "linear", domain: chart.xDomain, range: [left, Math.max(right, left + 1)] },
    y: { kind: "linear", domain: chart.yDomain, range: [Math.max(bottom, top + 1), top] },
  };
}

export function fieldChartScene(chart: FieldChart, width: number, height: number, palette: Palette): Scene {
  const { x, y } = fieldArea(chart, width, height, palette);
  const { microPx, smallPx } = palette;
  const box = { x: x.range[0], y: y.range[1], width: x.range[1] - x.range[0], height: y.range[0] - y.range[1] };
  const marks: Mark[] = [{ kind: "rect", ...box, fill: palette.raised }];
  const text = { kind: "text", fill: palette.ink3, size: microPx } as const;
  const inside: Mark[] = [];
  if (chart.field) inside.push({ kind: "image", ...box, map: chart.field.map, smooth: chart.field.smooth });
  inside.push(...chart.overlay(x, y));
  marks.push({ kind: "clip", ...box, marks: inside });
  marks.push({ kind: "rect", ...box, stroke: palette.line });
  for (const tick of linearTicks(chart.yDomain, Math.max(2, Math.floor(box.height / (microPx * 2.4)))))
    marks.push({ ...text, x: box.x - 5, y: pxFromValue(y, tick), text: tickLabel(tick), anchor: "end", baseline: "middle" });
  const xTicks = chart.xTicks ?? ((most: number) => linearTicks(chart.xDomain, most).map((at) => ({ at, label: tickLabel(at) })));
  for (const { at, label } of xTicks(Math.max(2, Math.floor(box.width / (microPx * (chart.xTicks ? 7 : 3.6))))))
    marks.push({
      ...text,
      x: Math.min(pxFromValue(x, at), width - label.length * microPx * 0.3),
      y: box.y + box.height + microPx * 1.3,
      text: label,
      anchor: "middle",
    });
  const title = { kind: "text", fill: palette.ink2, size: smallPx } as const;
  marks.push({ ...title, x: box.x + box.width, y: box.y + box.height + microPx * 2.5, text: chart.xTitle, anchor: "end" });
  marks.push({ ...title, x: box.x + 5, y: box.y + smallPx + 2, text: chart.yTitle, casing: palette.raised });
  return { width, height, font: palette.font, marks };
}
