import { expect, test } from "vitest";
import { isSameItem } from "@/features/builder/use-kept-items";

const shape = { brief: { line: "3×3" } };
const node = { id: "a", position: { x: 1, y: 2 }, data: { shape }, selected: false };

test("a card that neither moved nor changed is the same, one that did is not", () => {
  expect(isSameItem(node, { ...node, position: { x: 1, y: 2 }, data: { shape } })).toBe(true);
  expect(isSameItem(node, { ...node, position: { x: 1, y: 3 } })).toBe(false);
  expect(isSameItem(node, { ...node, selected: true })).toBe(false);
  expect(isSameItem(node, { ...node, width: 3 })).toBe(false);
  // What lies deeper is compared as a whole: it is made anew when it changes.
  expect(isSameItem(node, { ...node, data: { shape: { brief: { line: "3×3" } } } })).toBe(false);
});
