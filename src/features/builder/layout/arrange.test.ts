import fc from "@/base/testing/fast-check";
import { describe, expect, test } from "vitest";
import { arrange, settle } from "@/features/builder/layout/arrange";
import { blocksOf, type BlockRole, type Card } from "@/features/builder/layout/fold-columns";
import { boundsOf, overlaps, type Box } from "@/features/builder/layout/geometry";
import type { Link } from "@/features/builder/layout/wiring";

const card = (id: string, role: BlockRole = "starts", width = 144, height = 226): Card => ({ id, role, width, height });
const chain = (...ids: string[]): Link[] => ids.slice(1).map((target, i) => ({ id: `${ids[i]}-${target}`, source: ids[i] ?? "", target }));
const boxesOf = (cards: readonly Card[], places: ReadonlyMap<string, { x: number; y: number }>): Box[] =>
  cards.map((c) => ({ ...c, ...(places.get(c.id) ?? { x: NaN, y: NaN }) }));
function expectNoOverlap(boxes: readonly Box[]) {
  for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) expect(overlaps(a, b), `${JSON.stringify(a)} and ${JSON.stringify(b)}`).toBe(false);
}

const isAfter = (a: Box, b: Box) => b.x > a.x || (b.x === a.x && b.y > a.y);

const cnn = [
  card("input", "starts", 86, 120),
  card("conv1"),
  card("pool1", "follows", 144, 66),
  card("conv2"),
  card("pool2", "follows", 144, 66),
  card("flatten", "leads", 132, 28),
  card("dense1", "starts", 132, 186),
  card("dropout", "follows", 132, 28),
  card("dense2", "starts", 142, 244),
  card("loss", "follows", 142, 28),
];
const cnnLinks = chain(...cnn.map((c) => c.id));
const bench = { width: 846, height: 390 };

describe("a chain", () => {
  test("breaks into blocks where a layer with weights starts, and Flatten goes with the Dense it serves", () => {
    expect(blocksOf(cnn).map((block) => block.map((c) => c.id).join(" "))).toEqual([
      "input",
      "conv1 pool1",
      "conv2 pool2",
      "flatten dense1 dropout",
      "dense2 loss",
    ]);
  });

  test("folds into the five columns of the design on the reference screen", () => {
    const places = arrange(cnn, cnnLinks, bench);
    const columnOf = (id: string) => (places.get(id)?.x ?? 0) + (cnn.find((c) => c.id === id)?.width ?? 0) / 2;
    expect(new Set(cnn.map((c) => columnOf(c.id))).size).toBe(5);
    expect(columnOf("pool1")).toBe(columnOf("conv1"));
    expect(columnOf("dropout")).toBe(columnOf("flatten"));
    expectNoOverlap(boxesOf(cnn, places));
  });

  test("does not tear a block apart for a little more zoom", () => {
    const mlp = [
      card("input", "starts", 86, 124),
      card("flatten", "leads", 132, 28),
      card("dense1", "starts", 144, 188),
      card("dropout", "follows", 132, 28),
      card("dense2", "starts", 144, 248),
      card("loss", "follows", 160, 28),
    ];
    const places = arrange(mlp, chain(...mlp.map((c) => c.id)), bench);
    expect((places.get("dropout")?.x ?? 0) + 66).toBe((places.get("dense1")?.x ?? 0) + 72);
    expect(places.get("dropout")?.y).toBeGreaterThan(places.get("dense1")?.y ?? Infinity);
  });

  test("uses fewer, longer columns in a tall room, as on a phone", () => {
    const places = arrange(cnn, cnnLinks, { width: 370, height: 640 });
    const columns = new Set(cnn.map((c) => (places.get(c.id)?.x ?? 0) + c.width / 2));
    expect(columns.size).toBeLessThanOrEqual(3);
    expectNoOverlap(boxesOf(cnn, places));
  });

  test("keeps its order: each layer is below the one before, or in a later column", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ height: fc.integer({ min: 28, max: 300 }), role: fc.constantFrom<BlockRole>("starts", "leads", "follows") }), {
          minLength: 1,
          maxLength: 24,
        }),
        fc.integer({ min: 200, max: 2000 }),
        fc.integer({ min: 200, max: 1200 }),
        (specs, width, height) => {
          const cards = specs.map((s, i) => card(`n${i}`, s.role, 144, s.height));
          const places = arrange(cards, chain(...cards.map((c) => c.id)), { width, height });
          const boxes = boxesOf(cards, places);
          expectNoOverlap(boxes);
          expect(boxes.slice(1).filter((b, i) => !isAfter(boxes[i] as Box, b))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("stays a chain when a skip connection bridges part of it", () => {
    const skip: Link = { id: "skip", source: "conv1", target: "conv2" };
    expect(arrange(cnn, [...cnnLinks, skip], bench)).toEqual(arrange(cnn, cnnLinks, bench));
  });
});

describe("a DAG", () => {
  const cards = ["input", "a", "b", "c", "join", "out"].map((id) => card(id, "starts", 144, 120));
  const links = [...chain("input", "a", "join", "out"), ...chain("input", "b", "c", "join")];

  test("stands in layers from left to right without overlaps", () => {
    const places = arrange(cards, links, bench);
    expectNoOverlap(boxesOf(cards, places));
    for (const { source, target } of links) expect(places.get(source)?.x).toBeLessThan(places.get(target)?.x ?? 0);
  });

  test("never overlaps, whatever the wires, cycles included", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain((n) => fc.tuple(fc.constant(n), fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 20 }))),
        ([n, pairs]) => {
          const some = Array.from({ length: n }, (_, i) => card(`n${i}`, i % 3 === 0 ? "starts" : "follows", 100 + (i % 4) * 20, 28 + (i % 5) * 50));
          const wires = pairs.filter(([a, b]) => a !== b).map(([a, b], i) => ({ id: `w${i}`, source: `n${a}`, target: `n${b}` }));
          const places = arrange(some, wires, bench);
          expect(places.size).toBe(n);
          expectNoOverlap(boxesOf(some, places));
        },
      ),
      { numRuns: 80 },
    );
  });
});

test("a deep residual network goes on in rows below, each from left to right, where one row would be too small to read", () => {
  const depth = 18;
  const blocks = Array.from({ length: depth }, (_, i) => [card(`conv${i}`), card(`norm${i}`, "follows", 144, 90), card(`add${i}`, "follows", 132, 28)]);
  const cards = [card("input", "starts", 86, 120), ...blocks.flat()];
  const before = (i: number) => (i === 0 ? "input" : `add${i - 1}`);
  const links = blocks.flatMap((_, i): Link[] => [
    ...chain(before(i), `conv${i}`, `norm${i}`, `add${i}`),
    { id: `skip${i}`, source: before(i), target: `add${i}` },
  ]);
  const boxes = boxesOf(cards, arrange(cards, links, bench));
  expectNoOverlap(boxes);
  const { width, height } = boundsOf(boxes);
  expect(Math.min(bench.width / width, bench.height / height)).toBeGreaterThan(0.25);
  const adds = boxes.filter((_, i) => cards[i]?.id.startsWith("add"));
  expect(adds.slice(1).filter((b, i) => b.x <= (adds[i]?.x ?? 0) && b.y <= (adds[i]?.y ?? 0))).toEqual([]);
});

test("a loose card waits below the network", () => {
  const places = arrange([...cnn, card("draft")], cnnLinks, bench);
  const lowest = Math.max(...boxesOf(cnn, places).map((box) => box.y + box.height));
  expect(places.get("draft")?.y).toBeGreaterThan(lowest);
});

test("cards placed by hand stay, and a new one finds a free spot after its source", () => {
  const placed = [{ ...card("a"), position: { x: 0, y: 0 } }, { ...card("b"), position: { x: 300, y: 0 } }, card("new", "follows", 132, 28)];
  const places = settle(placed, [...chain("a", "new", "b")]);
  expect(places.get("a")).toEqual({ x: 0, y: 0 });
  expect(places.get("b")).toEqual({ x: 300, y: 0 });
  expect(places.get("new")).toEqual({ x: 6, y: 262 });
  expectNoOverlap(boxesOf(placed, places));
});
