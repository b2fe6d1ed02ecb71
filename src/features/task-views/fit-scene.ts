/** Points and the curve the network draws through them. */
import type { LinePoints } from "@/features/task-views/line-model";
import { fieldChartScene, type FieldFrame } from "@/viz/field-chart";
import type { Palette } from "@/viz/palette";
import { pxFromValue, steppedDomain } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";

/** Room for the points; the line may leave it. */
export function fitFrame(points: LinePoints, grid: Float32Array): FieldFrame {
  let [low, high] = [0, 1];
  for (const y of points.y) [low, high] = [Math.min(low, y), Math.max(high, y)];
  return { xDomain: [grid[0] ?? -1, grid.at(-1) ?? 1], yDomain: steppedDomain("linear", low, high) };
}

export function fitScene(points: LinePoints, grid: Float32Array, fitted: Float32Array | undefined, width: number, height: number, palette: Palette): Scene {
  return fieldChartScene(
    {
      xTitle: "x",
      yTitle: "y",
      ...fitFrame(points, grid),
      overlay: (x, y) => {
        const dots = new Float32Array(2 * points.x.length);
        points.x.forEach((value, i) => {
          dots[2 * i] = pxFromValue(x, value);
          dots[2 * i + 1] = pxFromValue(y, points.y[i] ?? 0);
        });
        const cloud: Mark = { kind: "dots", points: dots, shape: "circle", radius: 2.5, fill: palette.ink3 };
        if (!fitted) return [cloud];
        const line = new Float32Array(2 * grid.length);
        grid.forEach((value, i) => {
          line[2 * i] = pxFromValue(x, value);
          line[2 * i + 1] = pxFromValue(y, fitted[i] ?? Number.NaN);
        });
        return [
          { kind: "line", points: line, stroke: palette.mark, width: 6, opacity: palette.isDark ? 0.45 : 0.8 },
          cloud,
          { kind: "line", points: line, stroke: palette.ink, width: 2 },
        ];
      },
    },
    width,
    height,
    palette,
  );
}
