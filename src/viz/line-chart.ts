/** Curves over the planned run: train thin and grey, validation in ink with a highlighted live end, by step, however many. */
import { decimatedPath } from "@/viz/decimate";
import { tickLabel } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { pxFromValue, ticksOf, type Interval, type Scale, type ScaleKind } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";

/** How a curve is drawn: `train` thin grey, `faint` behind a smoothed one, `validation` 2-px ink. */
export type CurveLook = "train" | "faint" | "validation";

export interface Curve {
  readonly look: CurveLook;
  /** Ascending. */
  readonly x: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  readonly length: number;
  /** Marks the end with the highlighter. */
  readonly isLive?: boolean;
  /** Written at the end of the curve. */
  readonly endLabel?: string;
}
export interface LineChart {
  readonly title: string;
  readonly xTitle: string;
  readonly xDomain: Interval;
  readonly yDomain: Interval;
  readonly yKind: ScaleKind;
  /** What one unit of the axis' labels is worth: steps per epoch, 0.01 for per cent. */
  readonly xUnit?: number;
  readonly yUnit?: number;
  readonly curves: readonly Curve[];
  /** Where the reader is, in x. */
  readonly cursor?: number | undefined;
}

export interface PlotArea {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room for the title above, the ticks at the left and the x axis below. */
export function plotArea(chart: Pick<LineChart, "xDomain" | "yDomain" | "yKind">, width: number, height: number, palette: Palette): PlotArea {
  const { microPx } = palette;
  const area = {
    left: microPx * 3.2,
    right: Math.max(width - microPx, microPx * 4),
    top: microPx * 2.4,
    bottom: Math.max(height - microPx * 2.8, microPx * 4),
  };
  return {
    ...area,
    x: { kind: "linear", domain: chart.xDomain, range: [area.left, area.right] },
    y: { kind: chart.yKind, domain: chart.yDomain, range: [area.bottom, area.top] },
  };
}

export function lineChartScene(chart: LineChart, width: number, height: number, palette: Palette): Scene {
  const area = plotArea(chart, width, height, palette);
  const marks: Mark[] = [...axisMarks(chart, area, width, height, palette)];
  const clipped: Mark[] = [];
  const labels: Mark[] = [];
  for (const curve of chart.curves) {
    const points = decimatedPath(curve.x, curve.value, curve.length, area.x, area.y);
    if (curve.isLive) clipped.push({ kind: "line", points: liveEnd(points, 14), stroke: palette.mark, width: 8, opacity: palette.isDark ? 0.45 : 0.8 });
    clipped.push({ kind: "line", points, ...lookOf(curve.look, curve.length / (area.right - area.left), palette) });
    // One point makes no line, and it is the whole news after the first epoch.
    if (curve.length === 1) clipped.push({ kind: "dots", points, shape: "circle", radius: 3, fill: lookOf(curve.look, 0, palette).stroke });
    const label = curve.endLabel && endLabel(curve.endLabel, points, area, palette);
    if (label) labels.push(label);
  }
  // Room for the halo at the very end of the run.
  marks.push({
    kind: "clip",
    x: area.left,
    y: area.top - 1,
    width: area.right - area.left + palette.microPx,
    height: area.bottom - area.top + 2,
    marks: clipped,
  });
  if (chart.cursor !== undefined) {
    const x = pxFromValue(area.x, chart.cursor);
    marks.push({ kind: "line", points: [x, area.top, x, area.bottom], stroke: palette.ink2, width: 1, dash: [2, 2] });
  }
  return { width, height, font: palette.font, marks: [...marks, ...labels] };
}

function axisMarks(chart: LineChart, area: PlotArea, width: number, height: number, palette: Palette): Mark[] {
  const { microPx, smallPx } = palette;
  const marks: Mark[] = [{ kind: "text", x: 0, y: smallPx, text: chart.title, fill: palette.ink2, size: smallPx }];
  const text = { kind: "text", fill: palette.ink3, size: microPx } as const;
  for (const tick of ticksOf(inUnits(area.y, chart.yUnit), Math.max(3, Math.floor((area.bottom - area.top) / (microPx * 1.4))))) {
    const y = Math.round(pxFromValue(area.y, tick * (chart.yUnit ?? 1))) + 0.5;
    marks.push({ kind: "line", points: [area.left, y, area.right, y], stroke: palette.line, width: 1 });
    marks.push({ ...text, x: area.left - 6, y, text: tickLabel(tick), anchor: "end", baseline: "middle" });
  }
  const base = Math.round(area.bottom) + 0.5;
  marks.push({ kind: "line", points: [area.left, base, area.right, base], stroke: palette.lineStrong, width: 1 });
  const x = inUnits(area.x, chart.xUnit);
  for (const { at, label } of stepTicks(x, chart.xUnit ?? 1, area, width, microPx))
    marks.push({ ...text, x: at, y: area.bottom + microPx * 1.3, text: label, anchor: "middle" });
  marks.push({ kind: "text", x: area.right, y: height - microPx * 0.3, text: chart.xTitle, fill: palette.ink2, size: smallPx, anchor: "end" });
  return marks;
}

/** As many as there is room for, so that no label runs into the next. */
function stepTicks(x: Scale, unit: number, area: PlotArea, width: number, microPx: number): readonly { readonly at: number; readonly label: string }[] {
  const halfOf = (label: string) => label.length * microPx * 0.3;
  // Halves of an epoch or a step are no places to stop at.
  const most = Math.min((area.right - area.left) / (microPx * 2.4), x.domain[1] - x.domain[0]);
  for (let count = Math.floor(most); ; count--) {
    const whole = ticksOf(x, Math.max(2, count)).filter(Number.isInteger);
    const ticks = whole.map((tick) => {
      const label = tickLabel(tick);
      // A tick at the very end keeps inside the chart.
      return { at: Math.min(pxFromValue(area.x, tick * unit), width - halfOf(label) - 1), label };
    });
    const areApart = ticks.every(({ at, label }, i) => {
      const before = ticks[i - 1];
      return !before || at - halfOf(label) - (before.at + halfOf(before.label)) > microPx * 0.4;
    });
    if (areApart || count <= 2) return ticks;
  }
}

function inUnits(scale: Scale, unit = 1): Scale {
  return { ...scale, domain: [scale.domain[0] / unit, scale.domain[1] / unit] };
}

/** Where many steps share a pixel, noise would be a solid block: it is drawn as a veil. */
function lookOf(look: CurveLook, stepsPerPx: number, palette: Palette): { readonly stroke: string; readonly width: number; readonly opacity?: number } {
  if (look === "validation") return { stroke: palette.ink, width: 2 };
  const opacity = look === "faint" ? 0.3 : stepsPerPx > 4 ? 0.55 : 1;
  return { stroke: palette.ink3, width: 1, opacity };
}

/** The last few pixels of the curve. */
function liveEnd(points: Float32Array, lengthPx: number): readonly number[] {
  const last = points.length - 2;
  if (last < 0) return [];
  const end = { x: points[last] ?? 0, y: points[last + 1] ?? 0 };
  const cut: number[] = [end.x, end.y];
  for (let from = last; from >= 2; from -= 2) {
    const [x, y] = [points[from - 2] ?? Number.NaN, points[from - 1] ?? Number.NaN];
    if (Number.isNaN(x)) break;
    if (end.x - x < lengthPx) {
      cut.unshift(x, y);
      continue;
    }
    // The segment that crosses the start of the halo is cut there.
    const [nextX, nextY] = [points[from] ?? 0, points[from + 1] ?? 0];
    const share = (end.x - lengthPx - x) / (nextX - x);
    cut.unshift(end.x - lengthPx, y + share * (nextY - y));
    break;
  }
  // A curve of one point still has an end to be seen.
  return cut.length === 2 ? [end.x, end.y, end.x + 0.1, end.y] : cut;
}

function endLabel(text: string, points: Float32Array, area: PlotArea, palette: Palette): Mark | undefined {
  const [x, y] = [points.at(-2), points.at(-1)];
  if (x === undefined || y === undefined || Number.isNaN(x + y)) return undefined;
  const size = palette.microPx;
  const widthPx = text.length * size * 0.62;
  const isRoomRight = x + 8 + widthPx < area.right + size;
  const above = Math.min(Math.max(y, area.top), area.bottom) - size;
  return {
    kind: "text",
    x: isRoomRight ? x + 8 : Math.min(x, area.right),
    y: above < area.top + size / 2 ? above + 2.2 * size : above,
    text,
    fill: palette.ink,
    size,
    weight: 650,
    anchor: isRoomRight ? "start" : "end",
    baseline: "middle",
    casing: palette.panel,
  };
}
