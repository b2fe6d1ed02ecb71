/** ROC curves on a chart with two axes: one stands out with its name and area, by choice or for having the smallest area. */
import { nearestLine, type RocLine } from "@/features/evaluate/roc-plot-geometry";
import { fieldArea, fieldChartScene, type FieldFrame } from "@/viz/field-chart";
import type { Palette } from "@/viz/palette";
import { pxFromValue, type Scale } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";

export interface RocChart {
  readonly lines: readonly RocLine[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** Which line stands out, and what is written beside it. */
  readonly front: { readonly index: number; readonly label: string } | undefined;
}

/** Shares, both from 0 to 1 and equally long. */
const frame: FieldFrame = { xDomain: [0, 1], yDomain: [0, 1], isSquare: true };

export function rocScene({ lines, xTitle, yTitle, front }: RocChart, width: number, height: number, palette: Palette): Scene {
  const overlay = (x: Scale, y: Scale): readonly Mark[] => {
    const line = (points: readonly (readonly [number, number])[]) => points.flatMap(([px, py]) => [pxFromValue(x, px), pxFromValue(y, py)]);
    const chance: Mark = {
      kind: "line",
      points: line([
        [0, 0],
        [1, 1],
      ]),
      stroke: palette.line,
      width: 1,
      dash: [3, 3],
    };
    const behind = lines.flatMap((points, k): Mark[] =>
      points && k !== front?.index ? [{ kind: "line", points: line(points), stroke: palette.ink3, width: 1, opacity: 0.6 }] : [],
    );
    const words = { kind: "text", size: palette.smallPx, casing: palette.raised } as const;
    const foot = pxFromValue(y, 0) - 6;
    // Good curves fill the upper left corner, where charts have the name of their y axis.
    const yName: Mark = { ...words, x: pxFromValue(x, 0) + 5, y: foot, text: `${yTitle} ↑`, fill: palette.ink2 };
    const chosen = front && lines[front.index];
    if (!chosen) return [chance, ...behind, yName];
    const points = line(chosen);
    return [
      chance,
      ...behind,
      { kind: "line", points, stroke: palette.mark, width: 6, opacity: palette.isDark ? 0.45 : 0.8 },
      { kind: "line", points, stroke: palette.ink, width: 2 },
      yName,
      { ...words, x: pxFromValue(x, 1) - 6, y: foot - 1.5 * palette.smallPx, text: front.label, anchor: "end", fill: palette.ink, weight: 600 },
    ];
  };
  return fieldChartScene({ ...frame, xTitle: `${xTitle} →`, yTitle: "", overlay }, width, height, palette);
}

/** Number of the line that is pointed at, `reach` pixels around it; of several the nearest. */
export function lineAt(
  lines: readonly RocLine[],
  left: number,
  top: number,
  reach: number,
  width: number,
  height: number,
  palette: Palette,
): number | undefined {
  const { x, y } = fieldArea(frame, width, height, palette);
  const px = lines.map((line) => line?.map(([share, found]) => [pxFromValue(x, share), pxFromValue(y, found)] as const));
  return nearestLine(px, left, top, reach);
}
