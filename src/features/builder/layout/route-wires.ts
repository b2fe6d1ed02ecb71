/** How every wire runs: out of a side or the bottom, into the header; smooth where the way is free, round the cards where it is not. */
import type { Point } from "@/network/document";
import { findWay, lanesOf, withoutStops } from "@/features/builder/layout/find-way";
import { contains, grown, type Box } from "@/features/builder/layout/geometry";
import type { Link } from "@/features/builder/layout/wiring";

export interface Wire {
  readonly id: string;
  /** SVG path. */
  readonly d: string;
  readonly start: Point;
  readonly end: Point;
  /** Where the shape tag sits, on the wire. */
  readonly middle: Point;
  /** Whether it goes round cards instead of straight across. */
  readonly isDetour: boolean;
}

export interface RoutedLink extends Link {
  /** Which of the wires into the target this is, of how many. */
  readonly port: number;
  readonly ports: number;
  /** It leads round steps that lie between: it keeps to the side of the way, even where straight across is free. */
  readonly isSkip: boolean;
}

/** Wires enter and leave tall cards at the height of the header. */
export const headerMiddle = 14;
const slimHeight = 100;

export function routeWires(boxes: ReadonlyMap<string, Box>, links: readonly RoutedLink[]): readonly Wire[] {
  const all = [...boxes.entries()];
  const wires: Wire[] = [];
  const detours: RoutedLink[] = [];
  for (const link of links) {
    const [from, to] = [boxes.get(link.source), boxes.get(link.target)];
    if (!from || !to) continue;
    const others = all.flatMap(([id, box]) => (id === link.source || id === link.target ? [] : grown(box, 3)));
    const direct = directWire(link, from, to);
    if (direct && !direct.samples.some((p) => others.some((box) => contains(box, p)))) wires.push(direct.wire);
    else detours.push(link);
  }
  const busy = wires.flatMap(({ start, end }) => (start.x === end.x ? lanesOf([start, end]) : []));
  for (const link of detours) {
    const [from, to] = [boxes.get(link.source), boxes.get(link.target)];
    if (!from || !to) continue;
    const way = bestWay(
      link,
      from,
      to,
      all.map(([, box]) => box),
      busy,
    );
    busy.push(...lanesOf(way));
    wires.push(wireAlong(link.id, way));
  }
  return wires;
}

const outOfSide = (box: Box): Point => ({ x: box.x + box.width, y: box.y + (box.height > slimHeight ? headerMiddle : box.height / 2) });
const outOfBottom = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height });
const intoSide = (box: Box, { port, ports }: RoutedLink): Point => ({
  x: box.x,
  y: box.y + (ports > 1 ? (Math.min(box.height, 27 * ports) * (port + 0.5)) / ports : Math.min(headerMiddle, box.height / 2)),
});
const intoTop = (box: Box, { port, ports }: RoutedLink): Point => ({ x: box.x + (box.width * (port + 0.5)) / ports, y: box.y });

/** The short ways: straight down to a card below, or in a curve to one on the right. */
function directWire(link: RoutedLink, from: Box, to: Box): { wire: Wire; samples: readonly Point[] } | undefined {
  if (link.isSkip && !isBeside(from, to)) return undefined;
  const gap = to.y - (from.y + from.height);
  const centred = Math.abs(from.x + from.width / 2 - (to.x + to.width / 2));
  if (gap >= 8 && centred < Math.max(from.width, to.width) / 2 + 20) {
    const [a, b] = [outOfBottom(from), intoTop(to, link)];
    const bend = Math.min(gap / 2, 60);
    return curve(link.id, a, { x: a.x, y: a.y + bend }, { x: b.x, y: b.y - bend }, b);
  }
  if (to.x - (from.x + from.width) >= 12) {
    const [a, b] = [outOfSide(from), intoSide(to, link)];
    const bend = (b.x - a.x) * 0.62;
    return curve(link.id, a, { x: a.x + bend, y: a.y }, { x: b.x - bend, y: b.y }, b);
  }
  return undefined;
}

/** Next to each other, with no room for a third between. */
function isBeside(from: Box, to: Box): boolean {
  return to.x - (from.x + from.width) < 120 && to.x > from.x + from.width;
}

function curve(id: string, a: Point, c1: Point, c2: Point, b: Point): { wire: Wire; samples: readonly Point[] } {
  const at = (t: number): Point => {
    const [k0, k1, k2, k3] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
    return { x: k0 * a.x + k1 * c1.x + k2 * c2.x + k3 * b.x, y: k0 * a.y + k1 * c1.y + k2 * c2.y + k3 * b.y };
  };
  const isStraight = a.x === b.x || a.y === b.y;
  const d = isStraight ? `M${xy(a)} L${xy(b)}` : `M${xy(a)} C${xy(c1)} ${xy(c2)} ${xy(b)}`;
  return { wire: { id, d, start: a, end: b, middle: at(0.5), isDetour: false }, samples: Array.from({ length: 23 }, (_, i) => at((i + 1) / 24)) };
}

/** Tries both doors out and both doors in; the shortest way wins, corners counted. */
function bestWay(link: RoutedLink, from: Box, to: Box, obstacles: readonly Box[], busy: Parameters<typeof findWay>[5]): readonly Point[] {
  const stub = 14;
  const doorsOut = [
    { at: outOfSide(from), dx: stub, dy: 0, axis: "h" as const },
    { at: outOfBottom(from), dx: 0, dy: stub, axis: "v" as const },
  ];
  const doorsIn = [
    { at: intoSide(to, link), dx: -stub, dy: 0, axis: "h" as const },
    { at: intoTop(to, link), dx: 0, dy: -stub, axis: "v" as const },
  ];
  let best: readonly Point[] = [];
  let least = Infinity;
  for (const out of doorsOut)
    for (const into of link.ports > 1 ? doorsIn.toReversed() : doorsIn) {
      const start = { x: out.at.x + out.dx, y: out.at.y + out.dy };
      const end = { x: into.at.x + into.dx, y: into.at.y + into.dy };
      const way = [out.at, ...findWay(start, out.axis, end, into.axis, obstacles, busy), into.at];
      const cost = lanesOf(way).reduce((sum, lane) => sum + (lane.to - lane.from), 0) + way.length * 24;
      if (cost < least) [best, least] = [way, cost];
    }
  return withoutStops(best);
}

/** A way with rounded corners; its tag sits in the middle of the longest piece. */
function wireAlong(id: string, way: readonly Point[]): Wire {
  const start = way[0] ?? { x: 0, y: 0 };
  const end = way.at(-1) ?? start;
  let d = `M${xy(start)}`;
  for (const [i, corner] of way.entries()) {
    const [before, after] = [way[i - 1], way[i + 1]];
    if (!before || !after) continue;
    const radius = Math.min(12, distance(before, corner) / 2, distance(corner, after) / 2);
    d += ` L${xy(toward(corner, before, radius))} Q${xy(corner)} ${xy(toward(corner, after, radius))}`;
  }
  const pieces = way.slice(1).map((b, i) => [way[i] ?? b, b] as const);
  const [a, b] = pieces.reduce((best, piece) => (distance(...piece) > distance(...best) ? piece : best), pieces[0] ?? [start, end]);
  return { id, d: `${d} L${xy(end)}`, start, end, middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, isDetour: true };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
function toward(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
const xy = ({ x, y }: Point) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
