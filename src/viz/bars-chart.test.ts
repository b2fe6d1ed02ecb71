import { expect, test } from "vitest";
import { barsChartScene, barsOfBins, barsOfKinds } from "@/viz/bars-chart";
import type { Palette } from "@/viz/palette";
import type { Mark } from "@/viz/scene";

const palette = { microPx: 10, smallPx: 11, neg: "orange", pos: "blue", ink3: "grey", font: "sans-serif" } as Palette;
const flat = (marks: readonly Mark[]): readonly Mark[] => marks.flatMap((mark) => (mark.kind === "clip" ? flat(mark.marks) : [mark]));
const barsIn = (marks: readonly Mark[]) => flat(marks).filter((mark) => mark.kind === "rect" && ["orange", "blue", "grey"].includes(mark.fill ?? ""));
const words = (marks: readonly Mark[]) => flat(marks).flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));

test("bins become bars as high as their counts, those below zero in one colour and those above it in another", () => {
  const { marks } = barsChartScene({ xTitle: "weight", yTitle: "values", bars: barsOfBins([2, 4, 1], -1.5, 1.5), isSigned: true }, 300, 200, palette);
  const bars = barsIn(marks);
  expect(bars.map((bar) => bar.kind === "rect" && bar.fill)).toEqual(["orange", "grey", "blue"]);
  const heights = bars.map((bar) => (bar.kind === "rect" ? bar.height : 0));
  expect(heights[1]! / heights[0]!).toBeCloseTo(2, 6);
  expect(heights[1]! / heights[2]!).toBeCloseTo(4, 6);
});

test("kinds have their names below, every second where there is no room for all", () => {
  const names = Array.from({ length: 12 }, (_, i) => `kind ${i}`);
  const scene = (width: number) =>
    barsChartScene({ xTitle: "class", yTitle: "examples", bars: barsOfKinds(names.map((_, i) => i)), names }, width, 200, palette);
  const shown = (width: number) => words(scene(width).marks).filter((word) => word.startsWith("kind"));
  expect(shown(1200)).toEqual(names);
  expect(shown(500)).toEqual(names.filter((_, i) => i % 2 === 0));
});

test("all values in one place are one bar, not none", () => {
  const [bar] = barsOfBins([7], 3, 3);
  expect(bar!.to).toBeGreaterThan(bar!.from);
});
