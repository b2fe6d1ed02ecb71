/** Curves as lines in a square of 100 by 100, the origin at the lower left, and which of them a point is nearest to. */
import type { RocCurve } from "@/engine/protocol";

/** Undefined for a class without a curve. */
export type RocLine = readonly (readonly [number, number])[] | undefined;

export function rocGeometry(curves: readonly RocCurve[]): readonly RocLine[] {
  return curves.map(({ auc, falsePositiveRate, truePositiveRate }) =>
    Number.isNaN(auc) ? undefined : Array.from(falsePositiveRate, (x, i) => [100 * x, 100 * (1 - truePositiveRate[i]!)] as const),
  );
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
