/** Where a notice stands: near what it is about, on as little of the cards as possible, always whole in view. */
import type { Point } from "@/network/document";
import type { Box, Size } from "@/features/builder/layout/geometry";

const columns = 24;
const rows = 16;
/** As dear as being this many notice widths away: a notice that covers cards with all its area. */
const coverCost = 1.6;

export function noticeSpot(anchor: Point, size: Size, cards: readonly Box[], view: Box): Point {
  const mark: Box = { x: anchor.x - 12, y: anchor.y - 12, width: 24, height: 24 };
  const free = { width: Math.max(0, view.width - size.width), height: Math.max(0, view.height - size.height) };
  const inView = cards.filter((card) => shared(view, card) > 0);
  let best: Point = { x: view.x, y: view.y };
  let least = Infinity;
  for (let i = 0; i <= columns; i += 1)
    for (let j = 0; j <= rows; j += 1) {
      const spot = { x: view.x + (free.width * i) / columns, y: view.y + (free.height * j) / rows };
      const box = { ...spot, ...size };
      const away = distanceTo(box, anchor) / size.width + (shared(box, mark) > 0 ? 4 : 0);
      // However free it were: it would be dearer than what was found already.
      if (away >= least) continue;
      const covered = inView.reduce((sum, card) => sum + shared(box, card), 0) / (size.width * size.height);
      const cost = covered * coverCost + away;
      if (cost < least) [best, least] = [spot, cost];
    }
  return best;
}

function distanceTo(box: Box, { x, y }: Point): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  // A little towards the middle, so that the notice is centred on its mark where it can be.
  return Math.hypot(dx, dy) + Math.abs(box.x + box.width / 2 - x) * 0.1;
}

function shared(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
