import { describe, expect, test } from "vitest";
import { drawPlot } from "./plot.mjs";

const plot = {
  title: "Speed & size",
  xTitle: "batch size (examples)",
  yTitle: "examples per second",
  series: [
    {
      name: "layerlab",
      points: [
        [1, 1000],
        [10, 10_000],
        [100, 100_000],
      ],
    },
    {
      name: "model.fit",
      points: [
        [1, 100],
        [100, 90_000],
      ],
    },
  ],
};
const svg = drawPlot(plot);
const linesOf = (text) => [...text.matchAll(/class="line s\d+" d="M([^"]+)"/g)].map(([, path]) => path.split("L").map((place) => place.split(" ").map(Number)));

describe("the plot of speeds", () => {
  test("both axes are titled, and every series is named where its line ends", () => {
    for (const words of ["batch size (examples)", "examples per second", ">layerlab<", ">model.fit<"]) expect(svg).toContain(words);
  });

  test("both axes are logarithmic: ten times as much is always as far", () => {
    const [[first, second, third]] = linesOf(svg);
    expect(second[0] - first[0]).toBeCloseTo(third[0] - second[0], 0);
    expect(first[1] - second[1]).toBeCloseTo(second[1] - third[1], 0);
    expect(first[1]).toBeGreaterThan(second[1]);
  });

  test("names do not lie on each other, even where lines end together", () => {
    const heights = [...svg.matchAll(/class="name s\d+" x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(Math.abs(heights[0] - heights[1])).toBeGreaterThanOrEqual(14);
  });

  test("it has colours of its own for light and for dark ground", () => {
    expect(svg).toContain("prefers-color-scheme:dark");
  });

  test("what is written in XML must be escaped is", () => {
    expect(svg).toContain("Speed &amp; size");
    expect(svg).not.toContain("Speed & size");
  });

  test("one point alone is drawn, too", () => {
    expect(linesOf(drawPlot({ ...plot, series: [{ name: "one", points: [[8, 50]] }] }))[0][0].every(Number.isFinite)).toBe(true);
  });
});
