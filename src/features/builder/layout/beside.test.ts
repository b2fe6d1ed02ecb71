import { expect, test } from "vitest";
import fc from "@/base/testing/fast-check";
import { wayBeside } from "@/features/builder/layout/beside";
import { overlaps, type Box } from "@/features/builder/layout/geometry";

const card = (x: number, y: number): Box => ({ x, y, width: 144, height: 118 });
const moved = (boxes: readonly Box[], { x, y }: { readonly x: number; readonly y: number }) => boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y }));

test("what is free stays, and a copy of one card goes right beside it, or on where that is taken", () => {
  expect(wayBeside([card(0, 0)], [])).toEqual({ x: 0, y: 0 });
  expect(wayBeside([card(0, 0)], [card(0, 0)])).toEqual({ x: 0, y: 140 });
  expect(wayBeside([card(0, 0)], [card(0, 0), card(0, 140)])).toEqual({ x: 0, y: -140 });
  expect(wayBeside([card(0, 0)], [card(0, 0), card(0, 140), card(0, -140)])).toEqual({ x: 160, y: 0 });
});

test("of any crowd none is covered, and copies keep their places to each other", () => {
  const crowd = fc.array(fc.record({ x: fc.integer({ min: -600, max: 600 }), y: fc.integer({ min: -600, max: 600 }) }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(crowd, fc.nat(40), (points, count) => {
      const boxes = points.map(({ x, y }) => card(x, y));
      const copies = moved(boxes.slice(0, 1 + (count % boxes.length)), wayBeside(boxes.slice(0, 1 + (count % boxes.length)), boxes));
      expect(copies.filter((copy) => boxes.some((box) => overlaps(copy, box)))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
