/** Where a notice stands: as near as possible to what it is about, on as little of the cards as possible. */
import type { Point } from "@/network/document";
import type { Box, Size } from "@/features/builder/layout/geometry";

export function noticeSpot(anchor: Point, size: Size, cards: readonly Box[], view: Box): Point {
  const gap = 18;
  const candidates: Point[] = [];
  for (const dx of [0, -0.25, 0.25, -0.5, 0.5, -1, 1])
    for (const dy of [gap, -gap - size.height, gap * 3, -gap * 3 - size.height, size.height, -2 * size.height, size.height * 2, -size.height * 3])
      candidates.push({ x: anchor.x - size.width / 2 + dx * (size.width + 2 * gap), y: anchor.y + dy });
  for (const side of [gap, -gap - size.width]) candidates.push({ x: anchor.x + side, y: anchor.y - size.height / 2 });
  let best = candidates[0] ?? anchor;
  let least = Infinity;
  for (const wish of candidates) {
    const spot = {
      x: Math.max(view.x, Math.min(wish.x, view.x + view.width - size.width)),
      y: Math.max(view.y, Math.min(wish.y, view.y + view.height - size.height)),
    };
    const box = { ...spot, ...size };
    const covered =
      cards.reduce((sum, card) => sum + shared(box, card), 0) + (shared(box, { x: anchor.x - 10, y: anchor.y - 10, width: 20, height: 20 }) > 0 ? 4000 : 0);
    const cost = covered / 20 + Math.hypot(spot.x + size.width / 2 - anchor.x, spot.y + size.height / 2 - anchor.y);
    if (cost < least) [best, least] = [spot, cost];
  }
  return best;
}

function shared(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
