/** How every wire runs: out of a side or the bottom, into the header; smooth where the way is free, round the cards where it is not. */
import type { Point } from "@/network/document";
import { findWay, lanesOf, withoutStops, type Lane } from "@/features/builder/layout/find-way";
import { boundsOf, contains, grown, overlaps, type Box } from "@/features/builder/layout/geometry";
import type { Link } from "@/features/builder/layout/wiring";

export interface Wire {
  readonly id: string;
  /** SVG path. */
  readonly d: string;
  readonly start: Point;
  readonly end: Point;
  /** Where the shape tag sits, on the wire. */
  readonly middle: Point;
  /** Points close together along the wire. */
  readonly line: readonly Point[];
  /** Whether it goes round cards instead of straight across. */
  readonly isDetour: boolean;
  /** All the room it takes. */
  readonly bounds: Box;
}

export interface RoutedLink extends Link {
  /** Which of the wires into the target this is. */
  readonly port: number;
  /** It leads round steps that lie between: it keeps to the side of the way, even where straight across is free. */
  readonly isSkip: boolean;
  readonly tagWidth: number;
}

/** Wires enter cards at the height of the header; they leave tall ones there too, and lower ones in the middle. */
const headerMiddle = 14;
export const slimHeight = 100;
const tagHeight = 14;

type Kind = "down" | "across" | "detour";
interface Plan {
  readonly link: RoutedLink;
  readonly from: Box;
  readonly to: Box;
  readonly kind: Kind;
  /** Place among the wires that enter by the same door, of how many. */
  readonly place: number;
  readonly places: number;
}
interface Drawn extends Omit<Wire, "middle" | "bounds"> {
  /** Candidates for the tag, the best first. */
  readonly spots: readonly Point[];
}

/** `isQuick` looks only at the two cards of each wire: while they move, nobody sees the rest. */
export function routeWires(boxes: ReadonlyMap<string, Box>, links: readonly RoutedLink[], isQuick = false): readonly Wire[] {
  const all = isQuick ? [] : [...boxes.entries()];
  const cards = all.map(([, box]) => box);
  const plans = inDoors(
    links.flatMap((link): Plan[] => {
      const [from, to] = [boxes.get(link.source), boxes.get(link.target)];
      if (!from || !to) return [];
      const others = all.flatMap(([id, box]) => (id === link.source || id === link.target ? [] : grown(box, 3)));
      const plan = { link, from, to, place: 0, places: 1 };
      const kind = directKind(link, from, to);
      const isFree = kind && !direct({ ...plan, kind }).line.some((p) => others.some((box) => contains(box, p)));
      return [{ ...plan, kind: isFree ? kind : "detour" }];
    }),
  );
  const drawn = new Map(plans.filter((plan) => plan.kind !== "detour").map((plan) => [plan.link.id, direct(plan)]));
  const busy: Lane[] = [];
  for (const plan of plans.filter(({ kind }) => kind === "detour")) {
    const way = bestWay(plan, isQuick ? [plan.from, plan.to] : cards, busy);
    busy.push(...lanesOf(way));
    drawn.set(plan.link.id, wireAlong(plan.link.id, way));
  }
  return withTags(
    plans.flatMap(({ link }) => drawn.get(link.id) ?? []),
    new Map(links.map((link) => [link.id, link.tagWidth])),
    cards,
    isQuick,
  );
}

/** Wires that enter a card by the same door share it in the order of their ports. */
function inDoors(plans: readonly Plan[]): readonly Plan[] {
  const doorOf = ({ link, kind }: Plan) => `${link.target} ${kind === "down" ? "top" : "side"}`;
  return plans.map((plan) => {
    const beside = plans.filter((other) => doorOf(other) === doorOf(plan)).toSorted((a, b) => a.link.port - b.link.port);
    return { ...plan, place: beside.indexOf(plan), places: beside.length };
  });
}

const outOfSide = (box: Box): Point => ({ x: box.x + box.width, y: box.y + (box.height > slimHeight ? headerMiddle : box.height / 2) });
const outOfBottom = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height });
const intoSide = ({ to, place, places }: Plan): Point => ({
  x: to.x,
  y: to.y + (places > 1 ? (Math.min(to.height, 27 * places) * (place + 0.5)) / places : Math.min(headerMiddle, to.height / 2)),
});
const intoTop = ({ to, place, places, kind }: Plan): Point => ({ x: to.x + (kind === "down" ? (to.width * (place + 0.5)) / places : to.width / 2), y: to.y });

/** The short ways: straight down to a card below, or in a curve to one on the right. */
function directKind(link: RoutedLink, from: Box, to: Box): "down" | "across" | undefined {
  if (link.isSkip && !isBeside(from, to)) return undefined;
  const gap = to.y - (from.y + from.height);
  const apart = Math.abs(from.x + from.width / 2 - (to.x + to.width / 2));
  if (gap >= 8 && apart < Math.max(from.width, to.width) / 2 + 20) return "down";
  return to.x - (from.x + from.width) >= 12 ? "across" : undefined;
}

/** Next to each other, with no room for a third between. */
function isBeside(from: Box, to: Box): boolean {
  return to.x - (from.x + from.width) < 120 && to.x > from.x + from.width;
}

function direct(plan: Plan): Drawn {
  const isDown = plan.kind === "down";
  const [a, b] = isDown ? [outOfBottom(plan.from), intoTop(plan)] : [outOfSide(plan.from), intoSide(plan)];
  const bend = isDown ? Math.min((b.y - a.y) / 2, 60) : (b.x - a.x) * 0.62;
  const [c1, c2] = isDown
    ? [
        { x: a.x, y: a.y + bend },
        { x: b.x, y: b.y - bend },
      ]
    : [
        { x: a.x + bend, y: a.y },
        { x: b.x - bend, y: b.y },
      ];
  const at = (t: number): Point => {
    const [k0, k1, k2, k3] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
    return { x: k0 * a.x + k1 * c1.x + k2 * c2.x + k3 * b.x, y: k0 * a.y + k1 * c1.y + k2 * c2.y + k3 * b.y };
  };
  const isStraight = a.x === b.x || a.y === b.y;
  const d = isStraight ? `M${xy(a)} L${xy(b)}` : `M${xy(a)} C${xy(c1)} ${xy(c2)} ${xy(b)}`;
  const spots = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8].map(at);
  return { id: plan.link.id, d, start: a, end: b, spots, isDetour: false, line: Array.from({ length: 39 }, (_, i) => at((i + 1) / 40)) };
}

/** Out by the side or the bottom, in by the side or the top: whichever makes the shortest way, corners counted. */
function bestWay(plan: Plan, obstacles: readonly Box[], busy: readonly Lane[]): readonly Point[] {
  const stub = 14;
  const [side, bottom, into, top] = [outOfSide(plan.from), outOfBottom(plan.from), intoSide(plan), intoTop(plan)];
  // At a merge the top belongs to the wires from above.
  const isTopOpen = plan.link.port === 0 && plan.places === 1;
  const out = [
    { door: side, at: { x: side.x + stub, y: side.y }, axis: "h" as const },
    { door: bottom, at: { x: bottom.x, y: bottom.y + stub }, axis: "v" as const },
  ];
  const enter = [
    { door: into, at: { x: into.x - stub, y: into.y }, axis: "h" as const },
    ...(isTopOpen ? [{ door: top, at: { x: top.x, y: top.y - stub }, axis: "v" as const }] : []),
  ];
  const way = findWay(out, enter, obstacles, busy);
  const doorAt = (doors: typeof out, p: Point | undefined) => doors.find(({ at }) => at.x === p?.x && at.y === p.y)?.door;
  return withoutStops([doorAt(out, way[0]) ?? side, ...way, doorAt(enter, way.at(-1)) ?? into]);
}

/** A way with rounded corners; its tag sits on the longest pieces. */
function wireAlong(id: string, way: readonly Point[]): Drawn {
  const start = way[0] ?? { x: 0, y: 0 };
  const end = way.at(-1) ?? start;
  let d = `M${xy(start)}`;
  for (const [i, corner] of way.entries()) {
    const [before, after] = [way[i - 1], way[i + 1]];
    if (!before || !after) continue;
    const radius = Math.min(12, distance(before, corner) / 2, distance(corner, after) / 2);
    d += ` L${xy(toward(corner, before, radius))} Q${xy(corner)} ${xy(toward(corner, after, radius))}`;
  }
  const pieces = way
    .slice(1)
    .map((b, i) => [way[i] ?? b, b] as const)
    .toSorted((p, q) => distance(...q) - distance(...p));
  const spots = pieces.flatMap(([a, b]) => [0.5, 0.35, 0.65, 0.2, 0.8].map((t) => along(a, b, t)));
  const line = pieces.flatMap(([a, b]) => Array.from({ length: Math.ceil(distance(a, b) / 8) }, (_, i) => along(a, b, (i * 8) / distance(a, b))));
  return { id, d: `${d} L${xy(end)}`, start, end, spots, line, isDetour: true };
}

/** Every tag on its own wire, off the cards, off other tags and off other wires, as far as there is room. */
function withTags(drawn: readonly Drawn[], widths: ReadonlyMap<string, number>, cards: readonly Box[], isQuick: boolean): readonly Wire[] {
  const taken: Box[] = [];
  const boxAt = (p: Point, width: number): Box => ({ x: p.x - width / 2, y: p.y - tagHeight / 2, width, height: tagHeight });
  return drawn.map(({ spots, ...wire }) => {
    const width = widths.get(wire.id) ?? 0;
    const isFree = (p: Point) => !taken.some((tag) => overlaps(tag, boxAt(p, width), 2));
    const isOffCards = (p: Point) => isFree(p) && !cards.some((card) => overlaps(card, boxAt(p, width)));
    const crossesNone = (p: Point) => !drawn.some(({ id, line }) => id !== wire.id && line.some((q) => contains(grown(boxAt(p, width), 3), q)));
    const best = isQuick ? spots[0] : undefined;
    const middle = best ?? spots.find((p) => isOffCards(p) && crossesNone(p)) ?? spots.find(isOffCards) ?? spots.find(isFree) ?? spots[0] ?? wire.start;
    taken.push(boxAt(middle, width));
    return { ...wire, middle, bounds: boundsOf(wire.line.map((p) => ({ ...p, width: 0, height: 0 }))) };
  });
}

const along = (a: Point, b: Point, t: number): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
function toward(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
const xy = ({ x, y }: Point) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
