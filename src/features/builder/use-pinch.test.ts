import { expect, test } from "vitest";
import { mostZoom } from "@/features/builder/layout/fit";
import { pinched } from "@/features/builder/use-pinch";

const at = (x: number, y: number, distance: number) => ({ middle: { x, y }, distance });

test("what lies between the fingers stays between them, and grows as they part", () => {
  const before = { x: 30, y: -20, zoom: 0.5 };
  const after = pinched(before, at(100, 200, 80), at(110, 190, 120));
  expect(after.zoom).toBe(0.75);
  // The point of the network that was under the middle of the fingers.
  expect([(110 - after.x) / after.zoom, (190 - after.y) / after.zoom]).toEqual([(100 - before.x) / 0.5, (200 - before.y) / 0.5]);
});

test("the limits of the zoom hold", () => {
  expect(pinched({ x: 0, y: 0, zoom: 1 }, at(0, 0, 1), at(0, 0, 1000)).zoom).toBe(mostZoom);
});
