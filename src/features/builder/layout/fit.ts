/** The view that shows everything: as large as fits, centred in the room below the head of the panel. */
import type { Box, Size } from "@/features/builder/layout/geometry";

export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}
/** Small enough for a network of two hundred layers to be seen whole. */
export const leastZoom = 0.1;
export const mostZoom = 2.5;
/** Larger than this a fitted network would only look coarse. */
export const mostFittedZoom = 1.5;

/** What is left of a pane once its insets are taken off. */
export function roomIn(pane: Size, { top, right, bottom, left }: Insets): Size {
  return { width: Math.max(80, pane.width - left - right), height: Math.max(80, pane.height - top - bottom) };
}

export function fitView(bounds: Box, pane: Size, insets: Insets): View {
  const room = roomIn(pane, insets);
  const zoom = Math.max(leastZoom, Math.min(mostFittedZoom, room.width / Math.max(1, bounds.width), room.height / Math.max(1, bounds.height)));
  return {
    zoom,
    x: insets.left + (room.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: insets.top + (room.height - bounds.height * zoom) / 2 - bounds.y * zoom,
  };
}
