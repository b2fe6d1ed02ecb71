/** A way round the cards: the shortest path with few corners on a grid of the free lanes between boxes. */
import type { Point } from "@/network/document";
import { grown, type Box } from "@/features/builder/layout/geometry";

/** Distance a wire keeps from cards it passes. */
const clearance = 12;
const cornerCost = 24;

type Axis = "h" | "v";
interface Lane {
  readonly axis: Axis;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Corners of a right-angled way from `start` to `end`, both included. It leaves and arrives along the axes given. */
export function findWay(start: Point, leaves: Axis, end: Point, arrives: Axis, obstacles: readonly Box[], busy: readonly Lane[] = []): readonly Point[] {
  const walls = obstacles.map((box) => grown(box, clearance - 1));
  const lines = (of: (box: Box) => readonly number[], own: readonly number[]) =>
    [...new Set([...own, ...obstacles.flatMap((box) => of(grown(box, clearance))), ...busy.flatMap((lane) => [lane.at - 8, lane.at + 8])])].toSorted(
      (a, b) => a - b,
    );
  const xs = lines((b) => [b.x, b.x + b.width], [start.x, end.x]);
  const ys = lines((b) => [b.y, b.y + b.height], [start.y, end.y]);
  const blocked = (a: Point, b: Point) => walls.some((wall) => crosses(wall, a, b));

  const key = (ix: number, iy: number, axis: Axis) => (iy * xs.length + ix) * 2 + (axis === "h" ? 0 : 1);
  const goal = [xs.indexOf(end.x), ys.indexOf(end.y)] as const;
  const open = new Heap();
  const cost = new Map<number, number>();
  const from = new Map<number, number>();
  const first = key(xs.indexOf(start.x), ys.indexOf(start.y), leaves);
  cost.set(first, 0);
  open.push(first, 0);
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    const axis: Axis = current % 2 === 0 ? "h" : "v";
    const cell = current >> 1;
    const ix = cell % xs.length;
    const iy = (cell - ix) / xs.length;
    if (ix === goal[0] && iy === goal[1] && axis === arrives) return corners(current, from, xs, ys);
    const here = { x: xs[ix] ?? 0, y: ys[iy] ?? 0 };
    const spent = cost.get(current) ?? 0;
    const visit = (next: number, extra: number) => {
      const total = spent + extra;
      if (total >= (cost.get(next) ?? Infinity)) return;
      cost.set(next, total);
      from.set(next, current);
      open.push(next, total);
    };
    visit(key(ix, iy, axis === "h" ? "v" : "h"), cornerCost);
    for (const step of [-1, 1]) {
      const [jx, jy] = axis === "h" ? [ix + step, iy] : [ix, iy + step];
      const [x, y] = [xs[jx], ys[jy]];
      if (x === undefined || y === undefined || blocked(here, { x, y })) continue;
      const length = Math.abs(x - here.x) + Math.abs(y - here.y);
      // Sharing a lane with another wire is possible, but dear.
      visit(key(jx, jy, axis), length * (busy.some((lane) => shares(lane, axis, here, { x, y })) ? 4 : 1));
    }
  }
  return [start, ...(leaves === "h" ? [{ x: end.x, y: start.y }] : [{ x: start.x, y: end.y }]), end];
}

/** The straight pieces of a way, for the next one to keep off. */
export function lanesOf(way: readonly Point[]): readonly Lane[] {
  return way.slice(1).map((b, i): Lane => {
    const a = way[i] ?? b;
    return a.y === b.y
      ? { axis: "h", at: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) }
      : { axis: "v", at: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) };
  });
}

function shares(lane: Lane, axis: Axis, a: Point, b: Point): boolean {
  if (lane.axis !== axis) return false;
  const [at, p, q] = axis === "h" ? [a.y, a.x, b.x] : [a.x, a.y, b.y];
  return Math.abs(at - lane.at) < 6 && Math.min(p, q) < lane.to && Math.max(p, q) > lane.from;
}

function crosses(wall: Box, a: Point, b: Point): boolean {
  return Math.min(a.x, b.x) < wall.x + wall.width && Math.max(a.x, b.x) > wall.x && Math.min(a.y, b.y) < wall.y + wall.height && Math.max(a.y, b.y) > wall.y;
}

function corners(last: number, from: ReadonlyMap<number, number>, xs: readonly number[], ys: readonly number[]): readonly Point[] {
  const points: Point[] = [];
  for (let at: number | undefined = last; at !== undefined; at = from.get(at)) {
    const cell = at >> 1;
    const ix = cell % xs.length;
    points.unshift({ x: xs[ix] ?? 0, y: ys[(cell - ix) / xs.length] ?? 0 });
  }
  return withoutStops(points);
}

/** Leaves out repeated points and those in the middle of a straight piece. */
export function withoutStops(points: readonly Point[]): readonly Point[] {
  const distinct = points.filter((p, i) => i === 0 || p.x !== points[i - 1]?.x || p.y !== points[i - 1]?.y);
  return distinct.filter((p, i) => {
    const [before, after] = [distinct[i - 1], distinct[i + 1]];
    return !before || !after || !((before.x === p.x && p.x === after.x) || (before.y === p.y && p.y === after.y));
  });
}

/** A binary heap of keys, least cost first. */
class Heap {
  private readonly items: { key: number; cost: number }[] = [];
  push(key: number, cost: number) {
    const { items } = this;
    let i = items.push({ key, cost }) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((items[parent]?.cost ?? 0) <= cost) break;
      this.swap(i, parent);
      i = parent;
    }
  }
  pop(): number | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (!top || !last || items.length === 0) return top?.key;
    items[0] = last;
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if ((items[left]?.cost ?? Infinity) < (items[least]?.cost ?? 0)) least = left;
      if ((items[right]?.cost ?? Infinity) < (items[least]?.cost ?? 0)) least = right;
      if (least === i) return top.key;
      this.swap(i, least);
      i = least;
    }
  }
  private swap(i: number, j: number) {
    const [a, b] = [this.items[i], this.items[j]];
    if (a && b) [this.items[i], this.items[j]] = [b, a];
  }
}
