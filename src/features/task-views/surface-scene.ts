/** The loss of every line (w, b) as a landscape, with the path of training on it. */
import { lossSurface } from "@/analysis/loss-surface";
import { surfaceDomain, thinnedPath, type LinePath, type LinePoints } from "@/features/task-views/line-model";
import { contourLines } from "@/viz/contour";
import { fieldChartScene, type FieldFrame } from "@/viz/field-chart";
import type { Palette } from "@/viz/palette";
import { pixelMap, type PixelMap } from "@/viz/pixels";
import { rampOf } from "@/viz/ramps";
import { pxFromValue, type Interval, type Scale } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";

const columns = 96;
const rows = 72;
const mostPathPoints = 1500;
/** The ramp's darker end is left to the path and the words. */
const strongest = 0.5;

interface Landscape {
  readonly w: Interval;
  readonly b: Interval;
  readonly best: { readonly w: number; readonly b: number };
  /** log2 of the loss, top row first. */
  readonly heights: Float32Array;
  readonly lowest: number;
  readonly highest: number;
}

export interface SurfaceWords {
  readonly w: string;
  readonly b: string;
  readonly best: string;
}

export interface Surface {
  scene(path: LinePath | undefined, width: number, height: number, palette: Palette): Scene;
  /** The part of the plane that is drawn with this path. */
  frame(path: LinePath | undefined): FieldFrame;
}

/** Keeps the landscape between drawings: it changes with the points and the visible part only, the path with every step. */
export function createSurface(points: LinePoints, words: SurfaceWords): Surface {
  let landscape: Landscape | undefined;
  let field: { readonly palette: Palette; readonly landscape: Landscape; readonly map: PixelMap } | undefined;
  const landscapeFor = (path: LinePath | undefined): Landscape => {
    const domain = surfaceDomain(path, landscape?.best ?? bestOf(points));
    if (!landscape || landscape.w[0] !== domain.w[0] || landscape.w[1] !== domain.w[1]) landscape = landscapeOf(points, domain);
    return landscape;
  };
  const scene = (path: LinePath | undefined, width: number, height: number, palette: Palette): Scene => {
    const shown = landscapeFor(path);
    if (field?.palette !== palette || field.landscape !== shown) {
      const range = [shown.lowest, shown.lowest + (shown.highest - shown.lowest) / strongest] as const;
      field = { palette, landscape: shown, map: pixelMap(shown.heights, columns, rows, rampOf(palette, "sequential"), range) };
    }
    return fieldChartScene(
      {
        xTitle: words.w,
        yTitle: words.b,
        xDomain: shown.w,
        yDomain: shown.b,
        field: { map: field.map, smooth: true },
        overlay: (x, y) => [...contours(shown, x, y, palette), ...pathMarks(path, shown, x, y, palette, words)],
      },
      width,
      height,
      palette,
    );
  };
  return {
    scene,
    frame(path) {
      const { w, b } = landscapeFor(path);
      return { xDomain: w, yDomain: b };
    },
  };
}

function bestOf(points: LinePoints) {
  return lossSurface(points.x, points.y, { min: 0, max: 1 }, { min: 0, max: 1 }, 1, 1).best;
}

function landscapeOf(points: LinePoints, { w, b }: { readonly w: Interval; readonly b: Interval }): Landscape {
  // Cell centres, as the picture is stretched over the whole domain.
  const inner = ([low, high]: Interval, count: number) => ({ min: low + (high - low) / (2 * count), max: high - (high - low) / (2 * count) });
  const { loss, best } = lossSurface(points.x, points.y, inner(w, columns), inner(b, rows), columns, rows);
  const heights = new Float32Array(columns * rows);
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of loss) highest = Math.max(highest, Math.log2(Math.max(value, 1e-30)));
  // Where points lie exactly on a line the least loss is zero: its logarithm has no bottom, the picture has.
  const lowest = Math.max(Math.log2(Math.max(best.loss, 1e-30)), highest - 12);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      heights[(rows - 1 - row) * columns + column] = Math.max(lowest, Math.log2(Math.max(loss[row * columns + column] ?? 0, 1e-30)));
  return { w, b, best, heights, lowest, highest };
}

function contours({ heights, lowest, highest }: Landscape, x: Scale, y: Scale, palette: Palette): Mark[] {
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  const marks: Mark[] = [];
  for (let level = Math.ceil(lowest + 0.5); level < highest; level++) {
    const lines = contourLines(heights, columns, rows, level);
    for (let i = 0; i < lines.length; i += 2) {
      lines[i] = left + (((lines[i] ?? 0) + 0.5) / columns) * (right - left);
      lines[i + 1] = top + (((lines[i + 1] ?? 0) + 0.5) / rows) * (bottom - top);
    }
    marks.push({ kind: "line", points: lines, stroke: palette.lineStrong, width: 0.75, opacity: 0.55 });
  }
  return marks;
}

function pathMarks(path: LinePath | undefined, { best }: Landscape, x: Scale, y: Scale, palette: Palette, words: SurfaceWords): Mark[] {
  const [bestX, bestY] = [pxFromValue(x, best.w), pxFromValue(y, best.b)];
  const marks: Mark[] = [
    { kind: "line", points: [bestX - 6, bestY, bestX + 6, bestY, Number.NaN, Number.NaN, bestX, bestY - 6, bestX, bestY + 6], stroke: palette.ink, width: 1.5 },
    { kind: "text", x: bestX + 9, y: bestY + palette.microPx * 1.4, text: words.best, fill: palette.ink, size: palette.microPx, casing: palette.raised },
  ];
  if (!path) return marks;
  const points = thinnedPath(path, mostPathPoints);
  for (let i = 0; i < points.length; i += 2) {
    points[i] = pxFromValue(x, points[i] ?? 0);
    points[i + 1] = pxFromValue(y, points[i + 1] ?? 0);
  }
  marks.push({ kind: "line", points, stroke: palette.raised, width: 5 });
  marks.push({ kind: "line", points, stroke: palette.ink, width: 2 });
  marks.push({ kind: "dots", points: points.slice(0, 2), shape: "circle", radius: 3.5, fill: palette.raised, stroke: palette.ink });
  marks.push({ kind: "dots", points: points.slice(-2), shape: "circle", radius: 4.5, fill: palette.mark, stroke: palette.ink });
  return marks;
}
