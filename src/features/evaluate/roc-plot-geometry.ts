/** Curves as lines from 0 to 1, and which of several lines a point is nearest to. */
import type { RocCurve } from "@/engine/protocol";

/** Corner by corner; undefined for a class without a curve. */
export type RocLine = readonly (readonly [number, number])[] | undefined;

/** x: share of false alarms, y: share found. */
export function rocGeometry(curves: readonly RocCurve[]): readonly RocLine[] {
  return curves.map(({ auc, falsePositiveRate, truePositiveRate }) =>
    Number.isNaN(auc) ? undefined : Array.from(falsePositiveRate, (x, i) => [x, truePositiveRate[i]!] as const),
  );
}

/** Number of the curve with the smallest area, the first of several; undefined where no class has one. */
export function hardestCurve(curves: readonly RocCurve[]): number | undefined {
  let hardest: number | undefined;
  curves.forEach(({ auc }, k) => {
    if (!Number.isNaN(auc) && (hardest === undefined || auc < curves[hardest]!.auc)) hardest = k;
  });
  return hardest;
}

/** Number of the line that comes within `reach` of the point; of several the nearest. */
export function nearestLine(lines: readonly RocLine[], x: number, y: number, reach: number): number | undefined {
  let best: number | undefined;
  let least = reach;
  lines.forEach((line, k) => {
    line?.forEach(([endX, endY], i) => {
      const [startX, startY] = line[i - 1] ?? [endX, endY];
      const [dx, dy] = [endX - startX, endY - startY];
      const along = dx === 0 && dy === 0 ? 0 : Math.min(1, Math.max(0, ((x - startX) * dx + (y - startY) * dy) / (dx * dx + dy * dy)));
      const distance = Math.hypot(startX + along * dx - x, startY + along * dy - y);
      if (distance < least) [best, least] = [k, distance];
    });
  });
  return best;
}
