/** Open groups in the layout: the parts of each are laid out by themselves, and stand among the other cards as one. */
import type { Point } from "@/network/document";
import { arrange, settle } from "@/features/builder/layout/arrange";
import type { Card } from "@/features/builder/layout/fold-columns";
import { boundsOf, type Box, type Size } from "@/features/builder/layout/geometry";
import type { Link } from "@/features/builder/layout/wiring";

export interface Frame {
  readonly id: string;
  readonly members: readonly string[];
  /** Near here its parts shall find room together; without it they stand where they stand. */
  readonly position?: Point;
}
export interface PlacedCard extends Card {
  readonly position?: Point;
}
type Places = ReadonlyMap<string, Point>;

/** Room between the parts and the frame; above them its name stands. */
const room = { top: 40, side: 20, bottom: 20 };

export function frameBox({ members }: Frame, boxes: ReadonlyMap<string, Box>): Box {
  const inside = boundsOf(members.flatMap((id) => boxes.get(id) ?? []));
  return { x: inside.x - room.side, y: inside.y - room.top, width: inside.width + 2 * room.side, height: inside.height + room.top + room.bottom };
}

interface Pack {
  readonly frame: Frame;
  readonly size: Size;
  /** Places of the parts, from the corner of the frame. */
  readonly inside: Places;
}

function pack(frame: Frame, cards: readonly PlacedCard[], links: readonly Link[], pane: Size): Pack {
  const own = cards.filter(({ id }) => frame.members.includes(id));
  const within = links.filter(({ source, target }) => frame.members.includes(source) && frame.members.includes(target));
  const kept = own.every(({ position }) => position) ? new Map(own.map(({ id, position = { x: 0, y: 0 } }) => [id, position])) : undefined;
  const places = kept ?? arrange(own, within, pane);
  const box = frameBox(frame, new Map(own.map((card) => [card.id, { ...card, ...(places.get(card.id) ?? { x: 0, y: 0 }) }])));
  return { frame, size: box, inside: new Map([...places].map(([id, { x, y }]) => [id, { x: x - box.x, y: y - box.y }])) };
}

/** The cards with each packed frame as one, and the wires between what is left. */
function outside(cards: readonly PlacedCard[], links: readonly Link[], packs: readonly Pack[]) {
  const packOf = new Map(packs.flatMap((of) => of.frame.members.map((id) => [id, of] as const)));
  const outer = new Map<string, PlacedCard & { readonly wish?: Point }>();
  for (const card of cards) {
    const { frame, size } = packOf.get(card.id) ?? {};
    if (!frame || !size) outer.set(card.id, card);
    else if (!outer.has(frame.id))
      outer.set(frame.id, { id: frame.id, role: "starts", width: size.width, height: size.height, ...(frame.position ? { wish: frame.position } : {}) });
  }
  const between = new Map<string, Link>();
  for (const { id, ...link } of links) {
    const [source, target] = [link.source, link.target].map((end) => packOf.get(end)?.frame.id ?? end) as [string, string];
    if (source !== target && !between.has(`${source} ${target}`)) between.set(`${source} ${target}`, { id, source, target });
  }
  return { cards: [...outer.values()], links: [...between.values()] };
}

function unpacked(places: Places, packs: readonly Pack[]): Places {
  const all = new Map(places);
  for (const { frame, inside } of packs) {
    const corner = places.get(frame.id) ?? { x: 0, y: 0 };
    all.delete(frame.id);
    for (const [id, { x, y }] of inside) all.set(id, { x: Math.round(corner.x + x), y: Math.round(corner.y + y) });
  }
  return all;
}

/** How wide and how high the parts of a group may become, as shares of the pane: whichever shows the whole network largest. */
const innerRooms: readonly Size[] = [
  { width: 1, height: 1 },
  { width: 1, height: 0.6 },
  { width: 0.5, height: 1 },
  { width: 0.2, height: 1 },
];

export function arrangeFramed(cards: readonly PlacedCard[], links: readonly Link[], frames: readonly Frame[], pane: Size): Places {
  if (frames.length === 0) return arrange(cards, links, pane);
  const tried = innerRooms.map(({ width, height }) => {
    const packs = frames.map((frame) => pack(frame, cards, links, { width: pane.width * width, height: pane.height * height }));
    const outer = outside(cards, links, packs);
    const places = arrange(outer.cards, outer.links, pane);
    const all = boundsOf(outer.cards.map((card) => ({ ...card, ...(places.get(card.id) ?? { x: 0, y: 0 }) })));
    return { zoom: Math.min(pane.width / all.width, pane.height / all.height), places: unpacked(places, packs) };
  });
  return tried.reduce((best, next) => (next.zoom > best.zoom * 1.02 ? next : best)).places;
}

/** For a network placed by hand: groups that have just been opened look for room as a whole, all others stand where they stand. */
export function settleFramed(cards: readonly PlacedCard[], links: readonly Link[], frames: readonly Frame[], pane: Size): Places {
  const isPlaced = (id: string) => cards.some((card) => card.id === id && card.position);
  const loose = frames.filter(({ position, members }) => position !== undefined || !members.some(isPlaced));
  const packs = loose.map((frame) => pack(frame, cards, links, { width: pane.width / 2, height: pane.height }));
  const outer = outside(cards, links, packs);
  return unpacked(settle(outer.cards, outer.links), packs);
}
