/** A way round the cards: the shortest path with few corners on a grid of the free lanes between boxes (A*). */
import type { Point } from "@/network/document";
import { grown, type Box } from "@/features/builder/layout/geometry";

/** Distance a wire keeps from cards it passes. */
const clearance = 12;
const cornerCost = 24;
/** Wires beside each other in one gap keep this apart. */
const laneGap = 8;

export type Axis = "h" | "v";
export interface Lane {
  readonly axis: Axis;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}
/** A point beside a card, and the axis along which a wire passes it. */
export interface Door {
  readonly at: Point;
  readonly axis: Axis;
}

/** Corners of the best right-angled way from one of the starts to one of the ends, both included. */
export function findWay(starts: readonly Door[], ends: readonly Door[], obstacles: readonly Box[], busy: readonly Lane[] = []): readonly Point[] {
  const doors = [...starts, ...ends];
  const free = obstacles.map((box) => grown(box, clearance));
  const beside = (axis: Axis) => busy.flatMap((lane) => (lane.axis === axis ? [lane.at - laneGap, lane.at + laneGap] : []));
  const xs = sorted([...doors.map(({ at }) => at.x), ...free.flatMap((b) => [b.x, b.x + b.width]), ...beside("v")]);
  const ys = sorted([...doors.map(({ at }) => at.y), ...free.flatMap((b) => [b.y, b.y + b.height]), ...beside("h")]);
  const walls = obstacles.map((box) => grown(box, clearance - 1));
  // Which walls a line runs into: few of all, looked up instead of searched.
  const wallsAtY = ys.map((y) => walls.filter((wall) => y > wall.y && y < wall.y + wall.height));
  const wallsAtX = xs.map((x) => walls.filter((wall) => x > wall.x && x < wall.x + wall.width));
  const key = (ix: number, iy: number, axis: Axis) => (iy * xs.length + ix) * 2 + (axis === "h" ? 0 : 1);
  const keyOf = ({ at, axis }: Door) => key(xs.indexOf(at.x), ys.indexOf(at.y), axis);
  const goals = new Set(ends.map(keyOf));
  const left = (x: number, y: number) => Math.min(...ends.map(({ at }) => Math.abs(at.x - x) + Math.abs(at.y - y)));

  const open = new Heap();
  const cost = new Map<number, number>();
  const from = new Map<number, number>();
  for (const start of starts) {
    cost.set(keyOf(start), 0);
    open.push(keyOf(start), left(start.at.x, start.at.y));
  }
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (goals.has(current)) return corners(current, from, xs, ys);
    const axis: Axis = current % 2 === 0 ? "h" : "v";
    const cell = current >> 1;
    const ix = cell % xs.length;
    const iy = (cell - ix) / xs.length;
    const [x, y] = [xs[ix] ?? 0, ys[iy] ?? 0];
    const spent = cost.get(current) ?? 0;
    const visit = (next: number, extra: number, nx: number, ny: number) => {
      const total = spent + extra;
      if (total >= (cost.get(next) ?? Infinity)) return;
      cost.set(next, total);
      from.set(next, current);
      open.push(next, total + left(nx, ny));
    };
    visit(key(ix, iy, axis === "h" ? "v" : "h"), cornerCost, x, y);
    for (const step of [-1, 1]) {
      const [jx, jy] = axis === "h" ? [ix + step, iy] : [ix, iy + step];
      const [nx, ny] = [xs[jx], ys[jy]];
      if (nx === undefined || ny === undefined) continue;
      const [low, high] = axis === "h" ? [Math.min(x, nx), Math.max(x, nx)] : [Math.min(y, ny), Math.max(y, ny)];
      const isBlocked =
        axis === "h"
          ? wallsAtY[iy]?.some((wall) => low < wall.x + wall.width && high > wall.x)
          : wallsAtX[ix]?.some((wall) => low < wall.y + wall.height && high > wall.y);
      if (isBlocked) continue;
      // Sharing a lane with another wire is possible, but dear.
      const at = axis === "h" ? y : x;
      const isShared = busy.some((lane) => lane.axis === axis && Math.abs(at - lane.at) < laneGap - 2 && low < lane.to && high > lane.from);
      visit(key(jx, jy, axis), (high - low) * (isShared ? 4 : 1), nx, ny);
    }
  }
  const [start, end] = [starts[0], ends[0]];
  if (!start || !end) return [];
  return [start.at, start.axis === "h" ? { x: end.at.x, y: start.at.y } : { x: start.at.x, y: end.at.y }, end.at];
}

const sorted = (values: readonly number[]) => [...new Set(values)].toSorted((a, b) => a - b);

/** The straight pieces of a way, for the next one to keep off. */
export function lanesOf(way: readonly Point[]): readonly Lane[] {
  return way.slice(1).map((b, i): Lane => {
    const a = way[i] ?? b;
    return a.y === b.y
      ? { axis: "h", at: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) }
      : { axis: "v", at: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) };
  });
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
