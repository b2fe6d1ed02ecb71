import { expect, test } from "vitest";
import { routeWires } from "@/features/builder/layout/route-wires";
import { wireUnder } from "@/features/builder/layout/wire-under";

const box = (x: number, y: number, width = 132, height = 28) => ({ x, y, width, height });
const boxes = new Map([
  ["a", box(0, 0)],
  ["b", box(900, 0)],
  ["c", box(900, 300)],
]);
const link = (target: string) => ({ id: `a-${target}`, source: "a", target, port: 0, isSkip: false, tagWidth: 40 });
const wires = routeWires(boxes, [link("b"), link("c")]);

test("a card is held over a wire anywhere along it, not at its tag alone", () => {
  for (const x of [180, 420, 720]) expect(wireUnder(wires.slice(0, 1), box(x, 4))).toBe("a-b");
  expect(wireUnder(wires, box(760, 280))).toBe("a-c");
});

test("beside the wires it is over none, and of two the nearer counts", () => {
  expect(wireUnder(wires, box(300, -120))).toBeUndefined();
  expect(wireUnder(wires, { x: 800, y: 14, width: 0, height: 0 })).toBe("a-b");
});
