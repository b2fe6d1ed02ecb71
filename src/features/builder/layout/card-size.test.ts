import { describe, expect, test } from "vitest";
import { blockRole, cardShape, textWidth } from "@/features/builder/layout/card-size";
import type { LayerNode } from "@/network/document";
import { initialConfig, layerNames, type LayerName } from "@/network/layers";

const node = (className: LayerName) => ({ id: "n1", className, name: "n", config: initialConfig(className) }) as LayerNode;
const facts = { isEnd: false, isShowingMiniatures: true, inputCount: 1, locale: "en" as const };

describe("a card", () => {
  test("of a convolution has room for twelve maps, a histogram and a meter, as in the design", () => {
    expect(cardShape(node("Conv2D"), facts)).toMatchObject({ isPill: false, width: 144, slot: { width: 130, height: 158 }, hasFooter: true });
  });

  test("of an answer with few values has room for one bar each; a long one shows its units", () => {
    expect(cardShape(node("Dense"), { ...facts, isEnd: true, outputValues: 10 }).slot).toEqual({ width: 130, height: 178 });
    expect(cardShape(node("Dense"), { ...facts, isEnd: true, outputValues: 128 }).slot).toEqual({ width: 130, height: 118 });
  });

  test("is no higher than the little it shows: one answer, one value, a few pictures of the plane", () => {
    expect(cardShape(node("Dense"), { ...facts, isEnd: true, outputValues: 1 }).slot?.height).toBe(72);
    const input = (size: number) => ({ ...node("Input"), config: { ...initialConfig("Input"), shape: [size] } }) as LayerNode;
    expect([1, 2].map((size) => cardShape(input(size), { ...facts, outputValues: size }).slot?.height)).toEqual([68, 68]);
    expect([2, 4, 32].map((outputValues) => cardShape(node("Dense"), { ...facts, isPlane: true, outputValues }).slot?.height)).toEqual([119, 89, 109]);
  });

  test("without pictures shrinks to its words, and a layer with neither weights nor picture is a pill", () => {
    expect(cardShape(node("MaxPooling2D"), { ...facts, isShowingMiniatures: false }).isPill).toBe(true);
    expect(cardShape(node("Flatten"), facts)).toMatchObject({ isPill: true, height: 28 });
    expect(cardShape(node("Conv2D"), { ...facts, isShowingMiniatures: false }).height).toBe(27 + 17 + 26);
  });

  test("of a merge is as high as its wires need", () => {
    expect(cardShape(node("Add"), { ...facts, inputCount: 2 }).height).toBe(32);
    expect(cardShape(node("Concatenate"), { ...facts, inputCount: 5 }).height).toBe(80);
  });

  test.each(layerNames)("of %s is wide enough for its title in both languages", (className) => {
    for (const locale of ["en", "zh"] as const) expect(cardShape(node(className), { ...facts, locale }).width).toBeGreaterThanOrEqual(86);
    expect(["starts", "leads", "follows"]).toContain(blockRole(node(className)));
  });
});

test("Chinese signs count as twice the width of Latin ones", () => {
  expect(textWidth("卷积", 12)).toBe(24);
  expect(textWidth("ab", 12)).toBeLessThan(15);
});
