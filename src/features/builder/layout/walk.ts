/** Arrow keys on the canvas: they follow wires, towards where the arrow points. */
import type { Point } from "@/network/document";
import { centerOf, type Box } from "@/features/builder/layout/geometry";
import type { Link } from "@/features/builder/layout/wiring";

export type Direction = "left" | "right" | "up" | "down";
const headings: Readonly<Record<Direction, Point>> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } };

/**
 * The layer an arrow leads to: the wired neighbour that lies that way. Where none does, right and down go on along the
 * first wire out, left and up back along the first wire in, so that every arrow moves through a chain.
 */
export function walk(from: string, direction: Direction, boxes: ReadonlyMap<string, Box>, links: readonly Link[]): string | undefined {
  const start = boxes.get(from);
  if (!start) return undefined;
  const targets = links.filter((link) => link.source === from).map((link) => link.target);
  const sources = links.filter((link) => link.target === from).map((link) => link.source);
  const heading = headings[direction];
  const here = centerOf(start);
  let best: { id: string; angle: number } | undefined;
  for (const id of [...targets, ...sources]) {
    const box = boxes.get(id);
    if (!box) continue;
    const to = centerOf(box);
    const length = Math.hypot(to.x - here.x, to.y - here.y) || 1;
    const angle = ((to.x - here.x) * heading.x + (to.y - here.y) * heading.y) / length;
    if (angle > 0.5 && angle > (best?.angle ?? 0)) best = { id, angle };
  }
  return best?.id ?? (direction === "right" || direction === "down" ? targets : sources)[0];
}
