import { describe, expect, test } from "vitest";
import { gridFor } from "@/features/miniatures/grid-for";

describe("maps on a card", () => {
  test("32 maps of a convolution are four columns of three", () => {
    expect(gridFor(32, 130, 102, 1)).toMatchObject({ across: 4, count: 12 });
  });
  test("a pooling layer has one row of four", () => {
    expect(gridFor(32, 130, 31, 1)).toMatchObject({ across: 4, count: 4 });
  });
  test("16 maps are shown large rather than all", () => {
    expect(gridFor(16, 130, 102, 1)).toMatchObject({ across: 4, count: 12 });
  });
  test("two rows of five fill a low room better than one row of four", () => {
    expect(gridFor(32, 130, 62, 1)).toMatchObject({ across: 5, count: 10 });
  });
  test("one map is as large as the room allows", () => {
    expect(gridFor(1, 130, 102, 1)).toEqual({ across: 1, tile: 102, count: 1 });
  });
  test("two and three maps are all shown", () => {
    expect(gridFor(2, 130, 122, 1).count).toBe(2);
    expect(gridFor(3, 130, 122, 1).count).toBe(3);
  });
});
