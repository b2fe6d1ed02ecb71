import { expect, test } from "vitest";
import type { Palette } from "@/viz/palette";
import { dotAt, moved, placeOf, scaleOf, steadied, tokenMapScene, wholeMap, zoomed } from "@/viz/token-map";

const points = Float32Array.of(1, 0, -2, 0, 0, 1);
const palette = {
  ink: "ink",
  ink2: "ink2",
  inkFaint: "faint",
  panel: "panel",
  categorical: ["red", "blue"],
  categoryMore: "more",
  font: "f",
  microPx: 10,
} as unknown as Palette;
const map = { points, names: ["one", "two", "three"], classes: [0, 1, -1], near: new Set<number>() };

test("all of the plane is seen at first, up being up", () => {
  expect(scaleOf(points, 200, 100)).toBe(23);
  expect(placeOf(map, 1, wholeMap, 200, 100)).toEqual({ x: 54, y: 50 });
  expect(placeOf(map, 2, wholeMap, 200, 100)).toEqual({ x: 100, y: 27 });
});

test("dragged, the dots follow the pointer; magnified, the place under the pointer stays", () => {
  const scale = scaleOf(points, 200, 100);
  const there = moved(wholeMap, 10, -5, scale);
  expect(placeOf(map, 2, there, 200, 100)).toEqual({ x: 110, y: 22 });
  const near = zoomed(there, 3, { x: 10, y: -28 }, scale);
  const place = placeOf(map, 2, near, 200, 100);
  expect([place.x, place.y].map(Math.round)).toEqual([110, 22]);
  expect(near.zoom).toBe(3);
  expect(zoomed(near, 1000, { x: 0, y: 0 }, scale).zoom).toBe(60);
});

test("a dot is found within reach, the nearest of several", () => {
  expect(dotAt(map, { x: 120, y: 52 }, wholeMap, 200, 100, 12)).toBe(0);
  expect(dotAt(map, { x: 160, y: 90 }, wholeMap, 200, 100, 12)).toBeUndefined();
});

test("a projection that comes back mirrored is turned back, axis by axis", () => {
  expect([...steadied(Float32Array.of(-1, 0.5, 2, 1), Float32Array.of(1, 0.4, -2, 1))]).toEqual([1, 0.5, -2, 1]);
  expect(steadied(points, undefined)).toBe(points);
});

test("names are written where there is room, the chosen one first of all", () => {
  const crowded = { ...map, points: Float32Array.of(1, 0, 1.01, 0, -2, 0), chosen: 1 };
  const { marks } = tokenMapScene(crowded, wholeMap, 200, 100, palette);
  expect(marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []))).toEqual(["two", "three"]);
  expect(marks.flatMap((mark) => (mark.kind === "dots" ? [mark.fill] : []))).toEqual(["red", "blue", "faint", "ink"]);
});
