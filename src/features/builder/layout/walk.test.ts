import { expect, test } from "vitest";
import { fitView } from "@/features/builder/layout/fit";
import type { Box } from "@/features/builder/layout/geometry";
import { walk } from "@/features/builder/layout/walk";

const box = (x: number, y: number): Box => ({ x, y, width: 100, height: 60 });
const links = (...pairs: [string, string][]) => pairs.map(([source, target]) => ({ id: `${source}${target}`, source, target }));

test("arrows go along the wire that lies their way, and otherwise on or back along the chain", () => {
  // conv above pool in one column, conv2 at the top of the next.
  const boxes = new Map([
    ["conv", box(0, 0)],
    ["pool", box(0, 100)],
    ["conv2", box(200, 0)],
  ]);
  const wires = links(["conv", "pool"], ["pool", "conv2"]);
  expect(walk("conv", "down", boxes, wires)).toBe("pool");
  expect(walk("pool", "right", boxes, wires)).toBe("conv2");
  expect(walk("pool", "up", boxes, wires)).toBe("conv");
  expect(walk("conv", "right", boxes, wires)).toBe("pool");
  expect(walk("conv2", "up", boxes, wires)).toBe("pool");
  expect(walk("conv2", "right", boxes, wires)).toBeUndefined();
});

test("at a branch each arrow has its own way", () => {
  const boxes = new Map([
    ["a", box(0, 100)],
    ["up", box(200, 0)],
    ["straight", box(200, 100)],
    ["below", box(0, 300)],
  ]);
  const wires = links(["a", "up"], ["a", "straight"], ["a", "below"]);
  expect(walk("a", "right", boxes, wires)).toBe("straight");
  expect(walk("a", "down", boxes, wires)).toBe("below");
});

test("the whole network is shown as large as fits, in the middle of the room", () => {
  const insets = { top: 40, right: 16, bottom: 16, left: 16 };
  const view = fitView({ x: 100, y: 50, width: 1000, height: 200 }, { width: 532, height: 456 }, insets);
  expect(view.zoom).toBe(0.5);
  // Left edge at the inset, vertically centred between head and foot.
  expect(view.x + 100 * view.zoom).toBe(16);
  expect(view.y + 50 * view.zoom).toBe(40 + (400 - 100) / 2);
});
