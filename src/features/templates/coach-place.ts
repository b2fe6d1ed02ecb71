/** Where the bubble of the first visit stands: beside what it speaks of, in room that the page keeps free for it. Pure. */

export interface Sides {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export interface Place {
  readonly left: number;
  /** From the top of the window when below its target, from the bottom when above. */
  readonly y: number;
  /** Where along the bubble its point stands. */
  readonly arrow: number;
  readonly isBelow: boolean;
}

/** Between the bubble and its target; the point takes most of it. */
export const gap = 11;
/** Between the bubble and the edge of the window. */
export const edge = 12;
const arrowSize = 12;

/** `limits` are what the bubble may cover from left to right. */
export function placeBeside(
  target: Sides,
  width: number,
  page: { readonly width: number; readonly height: number },
  limits: Pick<Sides, "left" | "right">,
): Place {
  const least = Math.max(edge, limits.left);
  const left = Math.max(least, Math.min(target.left + (target.left < edge ? edge : 0), limits.right - width, page.width - edge - width));
  const isBelow = target.top < page.height / 2;
  const pointsAt = Math.min((target.left + target.right) / 2, target.left + 50);
  return {
    left,
    y: isBelow ? target.bottom + gap : page.height - target.top + gap,
    arrow: Math.max(14, Math.min(width - 14 - arrowSize, pointsAt - left - arrowSize / 2)),
    isBelow,
  };
}
