/** Where copies go: as they stand to each other, as near to their originals as nothing else is in the way. */
import type { Point } from "@/network/document";
import { boundsOf, overlaps, type Box } from "@/features/builder/layout/geometry";

const step = 20;
const mostRings = 120;
const gap = 16;

/** How far all of `copies` move together so that none of them stands on any of `others`. */
export function wayBeside(copies: readonly Box[], others: readonly Box[]): Point {
  const whole = boundsOf(copies);
  const isFree = ({ x, y }: Point) => {
    const near = others.filter((box) => overlaps({ ...whole, x: whole.x + x, y: whole.y + y }, box, gap));
    return !copies.some((copy) => near.some((box) => overlaps({ ...copy, x: copy.x + x, y: copy.y + y }, box, gap)));
  };
  for (let ring = 0; ring <= mostRings; ring++) {
    const free = ringOf(ring).find(isFree);
    if (free) return free;
  }
  const all = boundsOf([...others]);
  return { x: all.x + all.width + 2 * gap - whole.x, y: 0 };
}

/** The candidates so many steps away, the nearest first; of equally near ones to the right, then below. */
function ringOf(ring: number): readonly Point[] {
  const points: Point[] = [];
  for (let dx = ring; dx >= -ring; dx--)
    for (let dy = ring; dy >= -ring; dy--) if (Math.max(Math.abs(dx), Math.abs(dy)) === ring) points.push({ x: dx * step, y: dy * step });
  return points.toSorted((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
}
