import { expect, test } from "vitest";
import { blockColumns } from "@/features/miniatures/unit-block";

test("128 units in a room twice as wide as high are 16 columns of 8", () => {
  expect(blockColumns(128, 2)).toBe(16);
});
test("a few units stand in one row", () => {
  expect(blockColumns(4, 4)).toBe(4);
  expect(blockColumns(1, 2)).toBe(1);
});
