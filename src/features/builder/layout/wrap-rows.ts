/** A long way from left to right, as of a deep residual network, goes on below like lines of text where that shows it much larger. */
import type { Point } from "@/network/document";
import { columnGap, rowGap, type Card } from "@/features/builder/layout/fold-columns";
import { boundsOf, type Size } from "@/features/builder/layout/geometry";

/** Larger than this a network is read well in one row. */
const legibleZoom = 0.45;
/** Rows cost wires that lead back: they must buy a much larger picture. */
const leastGain = 1.3;
/** Room between rows for the wires that lead from the end of one to the start of the next. */
const lineGap = rowGap * 2;

type Placed = Card & Point;

/** Cards that stand above one another, from left to right; no card reaches into two columns. */
function columnsOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const columns: Placed[][] = [];
  let right = -Infinity;
  for (const card of placed.toSorted((a, b) => a.x - b.x)) {
    const column = columns.at(-1);
    if (column && card.x < right) column.push(card);
    else columns.push([card]);
    right = Math.max(right, card.x + card.width);
  }
  return columns;
}

/** Columns one after another into rows no wider than `limit`. */
function rowsOf(columns: readonly (readonly Placed[])[], limit: number): readonly (readonly Placed[])[] {
  const rows: Placed[][] = [];
  for (const column of columns) {
    const row = rows.at(-1);
    if (row && boundsOf([...row, ...column]).width <= limit) row.push(...column);
    else rows.push([...column]);
  }
  return rows;
}

export function wrapRows(cards: readonly Card[], places: ReadonlyMap<string, Point>, room: Size): ReadonlyMap<string, Point> {
  const placed = cards.flatMap((card): Placed[] => {
    const place = places.get(card.id);
    return place ? [{ ...card, ...place }] : [];
  });
  const zoomOf = ({ width, height }: Size) => Math.min(room.width / Math.max(1, width), room.height / Math.max(1, height));
  const whole = boundsOf(placed);
  if (zoomOf(whole) >= legibleZoom) return places;
  const columns = columnsOf(placed);
  const folds = Array.from({ length: Math.min(columns.length, 16) - 1 }, (_, i) => {
    const rows = rowsOf(columns, whole.width / (i + 2) + columnGap);
    const bounds = rows.map(boundsOf);
    const height = bounds.reduce((sum, row) => sum + row.height + lineGap, -lineGap);
    return { rows, bounds, zoom: zoomOf({ width: Math.max(...bounds.map((row) => row.width)), height }) };
  });
  const best = folds.reduce<(typeof folds)[number] | undefined>((most, fold) => (most && most.zoom >= fold.zoom ? most : fold), undefined);
  if (!best || best.zoom < leastGain * zoomOf(whole)) return places;
  const wrapped = new Map<string, Point>();
  let top = 0;
  for (const [i, row] of best.rows.entries()) {
    const { x, y, height } = best.bounds[i]!;
    for (const card of row) wrapped.set(card.id, { x: Math.round(card.x - x), y: Math.round(card.y - y + top) });
    top += height + lineGap;
  }
  return wrapped;
}
