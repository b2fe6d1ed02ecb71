import { describe, expect, test } from "vitest";
import { contains, type Box } from "@/features/builder/layout/geometry";
import { routeWires, type RoutedLink, type Wire } from "@/features/builder/layout/route-wires";

const link = (source: string, target: string, more: Partial<RoutedLink> = {}): RoutedLink => ({
  id: `${source}-${target}`,
  source,
  target,
  port: 0,
  isSkip: false,
  tagWidth: 40,
  ...more,
});
const box = (x: number, y: number, width = 144, height = 200): Box => ({ x, y, width, height });
const route = (boxes: Record<string, Box>, ...links: RoutedLink[]) => routeWires(new Map(Object.entries(boxes)), links);

/** The points of a path that a detour passes: the numbers of its `d`, without the curves between. */
const cornersOf = ({ d }: Wire) => [...d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
function pointsAlong(wire: Wire) {
  const points = cornersOf(wire);
  return points.slice(1).flatMap((b, i) => {
    const a = points[i] ?? b;
    return Array.from({ length: 40 }, (_, k) => ({ x: a.x + ((b.x - a.x) * k) / 40, y: a.y + ((b.y - a.y) * k) / 40 }));
  });
}

describe("a wire", () => {
  test("to the card below leaves the bottom and enters the top, straight", () => {
    const [wire] = route({ a: box(0, 0), b: box(0, 236) }, link("a", "b"));
    expect(wire).toMatchObject({ d: "M72,200 L72,236", middle: { x: 72, y: 218 }, isDetour: false });
  });

  test("to the next column leaves the side and enters the header", () => {
    const [wire] = route({ a: box(0, 236, 144, 66), b: box(200, 0) }, link("a", "b"));
    expect(wire?.start).toEqual({ x: 144, y: 269 });
    expect(wire?.end).toEqual({ x: 200, y: 14 });
  });

  test("goes round a card that stands in the way", () => {
    const boxes = { a: box(0, 0, 144, 60), wall: box(200, -50, 144, 200), b: box(400, 0, 144, 60) };
    const [wire] = route(boxes, link("a", "b"));
    expect(wire?.isDetour).toBe(true);
    expect(pointsAlong(wire as Wire).some((p) => contains(boxes.wall, p))).toBe(false);
  });

  test("that skips a step of its own column goes beside the column, not through it", () => {
    const boxes = { a: box(0, 0, 132, 28), b: box(0, 64, 132, 120), add: box(0, 220, 132, 54) };
    const wires = route(boxes, link("a", "b"), link("b", "add"), link("a", "add", { port: 1, isSkip: true }));
    const skip = wires.find((wire) => wire.id === "a-add") as Wire;
    expect(skip.isDetour).toBe(true);
    expect(pointsAlong(skip).some((p) => contains(boxes.b, p))).toBe(false);
    expect(contains(boxes.b, skip.middle)).toBe(false);
  });

  test("to a card on the left finds its way back without crossing either card", () => {
    const boxes = { a: box(300, 0), b: box(0, 0) };
    const [wire] = route(boxes, link("a", "b"));
    const along = pointsAlong(wire as Wire);
    expect(along.some((p) => contains(boxes.a, p) || contains(boxes.b, p))).toBe(false);
    expect(wire?.end.x === 0 || wire?.end.y === 0).toBe(true);
  });
});

test("wires into a merge keep the order of its ports from top to bottom", () => {
  const boxes = { a: box(0, 0, 100, 60), b: box(0, 200, 100, 60), add: box(200, 100, 132, 54) };
  const [first, second] = route(boxes, link("a", "add", { port: 0 }), link("b", "add", { port: 1 }));
  expect(first?.end.y).toBeLessThan(second?.end.y ?? 0);
  expect(first?.end.y).toBeGreaterThan(100);
  expect(second?.end.y).toBeLessThan(154);
});

test("two detours through the same gap run side by side", () => {
  const boxes = { a: box(0, 0, 144, 60), c: box(0, 80, 144, 60), wall: box(200, -200, 144, 600), b: box(400, 0, 144, 60), d: box(400, 80, 144, 60) };
  const wires = route(boxes, link("a", "b"), link("c", "d"));
  const [first, second] = wires.map((wire) => pointsAlong(wire).filter((p) => p.x > 190 && p.x < 350));
  const levels = (points: typeof first) => new Set(points?.map((p) => Math.round(p.y)));
  expect([...levels(first)].filter((y) => levels(second).has(y))).toEqual([]);
});

test("tags of wires that cross stand apart", () => {
  const boxes = { a: box(0, 0, 144, 120), b: box(0, 156, 144, 60), c: box(200, 0, 144, 120), d: box(200, 156, 144, 60) };
  const [down, up] = route(boxes, link("a", "d"), link("b", "c"));
  expect(Math.abs((down?.middle.y ?? 0) - (up?.middle.y ?? 0))).toBeGreaterThanOrEqual(16);
});
