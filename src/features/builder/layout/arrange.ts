/** Auto-layout: chains fold into columns, DAGs stand in layers, loose parts wait below. Pure: same graph and room, same picture. */
import type { Point } from "@/network/document";
import { columnGap, foldColumns, rowGap, type Card } from "@/features/builder/layout/fold-columns";
import { boundsOf, overlaps, type Box, type Size } from "@/features/builder/layout/geometry";
import { layered } from "@/features/builder/layout/layered";
import { wrapRows } from "@/features/builder/layout/wrap-rows";
import { partsOf, wiringOf, type Link, type Wiring } from "@/features/builder/layout/wiring";

/** Up to this many wires that skip a step, a chain is still shown as a chain. */
const mostSkipsInChain = 4;

export function arrange(cards: readonly Card[], links: readonly Link[], room: Size): ReadonlyMap<string, Point> {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const wiring = wiringOf([...byId.keys()], links);
  const places = new Map<string, Point>();
  const boxes: Box[] = [];
  let looseX = 0;
  let looseY = 0;
  for (const part of partsOf(wiring).toSorted((a, b) => b.length - a.length)) {
    const inside = new Set(part);
    const partCards = wiring.order.flatMap((id) => (inside.has(id) ? (byId.get(id) ?? []) : []));
    const local = arrangePart(partCards, wiring, room);
    const placed = partCards.map((card) => ({ ...card, ...(local.get(card.id) ?? { x: 0, y: 0 }) }));
    const bounds = boundsOf(placed);
    // Parts after the first stand in a row below it, left to right.
    const isFirst = boxes.length === 0;
    const at = isFirst ? { x: 0, y: 0 } : { x: looseX, y: looseY };
    for (const card of placed) {
      const box = { ...card, x: card.x - bounds.x + at.x, y: card.y - bounds.y + at.y };
      boxes.push(box);
      places.set(card.id, { x: Math.round(box.x), y: Math.round(box.y) });
    }
    if (isFirst) looseY = bounds.height + rowGap * 1.5;
    else looseX += bounds.width + columnGap;
  }
  return places;
}

function arrangePart(cards: readonly Card[], wiring: Wiring, room: Size): ReadonlyMap<string, Point> {
  const inside = new Set(cards.map((card) => card.id));
  const links = wiring.links.filter((link) => inside.has(link.source));
  const isChain = cards.every((card, i) => i === 0 || wiring.sourcesOf.get(card.id)?.includes(cards[i - 1]?.id ?? ""));
  if (isChain && links.length - (cards.length - 1) <= mostSkipsInChain) return foldColumns(cards, room);
  return wrapRows(cards, layered(new Map(cards.map((card) => [card.id, card])), wiring), room);
}

/**
 * Places for a network whose cards have been moved by hand: they stay, and each new one looks for the free spot nearest
 * to where it belongs: where it wishes to be, after its source, before its target, else below everything.
 */
export function settle(cards: readonly (Card & { readonly position?: Point; readonly wish?: Point })[], links: readonly Link[]): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>();
  const boxes = new Map<string, Box>();
  for (const card of cards)
    if (card.position) {
      places.set(card.id, card.position);
      boxes.set(card.id, { ...card, ...card.position });
    }
  const byId = new Map(cards.map((card) => [card.id, card]));
  const { order, sourcesOf, targetsOf } = wiringOf([...byId.keys()], links);
  for (const id of order) {
    const card = byId.get(id);
    if (!card || places.has(id)) continue;
    const place = freeSpot(card, card.wish ?? wishFor(card, sourcesOf.get(id) ?? [], targetsOf.get(id) ?? [], boxes), [...boxes.values()]);
    places.set(id, place);
    boxes.set(id, { ...card, ...place });
  }
  return places;
}

function wishFor(card: Card, sources: readonly string[], targets: readonly string[], boxes: ReadonlyMap<string, Box>): Point {
  const source = sources.map((id) => boxes.get(id)).findLast((box) => box !== undefined);
  if (source) return { x: source.x + (source.width - card.width) / 2, y: source.y + source.height + rowGap };
  const target = targets.map((id) => boxes.get(id)).find((box) => box !== undefined);
  if (target) return { x: target.x - columnGap - card.width, y: target.y };
  const all = boundsOf([...boxes.values()]);
  return { x: all.x, y: all.y + all.height + rowGap };
}

/** Rings of candidates round the wish, nearest first. */
function freeSpot(card: Card, wish: Point, taken: readonly Box[]): Point {
  const step = 20;
  for (let ring = 0; ring < 200; ring += 1) {
    const candidates: Point[] = [];
    for (let dx = -ring; dx <= ring; dx += 1)
      for (let dy = -ring; dy <= ring; dy += 1)
        if (Math.max(Math.abs(dx), Math.abs(dy)) === ring) candidates.push({ x: wish.x + dx * step, y: wish.y + dy * step });
    const free = candidates
      .toSorted((a, b) => Math.hypot(a.x - wish.x, a.y - wish.y) - Math.hypot(b.x - wish.x, b.y - wish.y))
      .find((place) => !taken.some((box) => overlaps({ ...card, ...place }, box, 16)));
    if (free) return { x: Math.round(free.x), y: Math.round(free.y) };
  }
  return wish;
}
