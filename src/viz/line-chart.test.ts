import { describe, expect, test } from "vitest";
import { lineChartScene, plotArea, type LineChart } from "@/viz/line-chart";
import type { Palette } from "@/viz/palette";
import { valueFromPx } from "@/viz/scales";
import type { Mark, Scene } from "@/viz/scene";
import { svgOfScene } from "@/viz/scene-svg";

const palette: Palette = {
  ink: "#000",
  ink2: "#222",
  ink3: "#444",
  inkFaint: "#aaa",
  line: "#ddd",
  lineStrong: "#777",
  panel: "#fff",
  raised: "#fff",
  sunken: "#eee",
  mark: "#ff0",
  onMark: "#000",
  amount: "#08f",
  neg: "#f80",
  pos: "#08f",
  sequential: ["#fff", "#000"],
  diverging: ["#f80", "#fff", "#08f"],
  categorical: ["#00f"],
  categoryMore: "#666",
  font: "sans",
  microPx: 10,
  smallPx: 11,
  isDark: false,
};
const chart: LineChart = {
  title: "Loss, log scale",
  xTitle: "epoch",
  xDomain: [0, 1000],
  xUnit: 100,
  yDomain: [0.01, 1],
  yKind: "log",
  curves: [{ look: "validation", x: [0, 250, 500], value: [1, 0.1, 0.02], length: 3, isLive: true, endLabel: "0.020" }],
};
const texts = (marks: readonly Mark[]): string[] =>
  marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : mark.kind === "clip" ? texts(mark.marks) : []));
const lines = (scene: Scene) => scene.marks.flatMap((mark) => (mark.kind === "clip" ? mark.marks : [])).filter((mark) => mark.kind === "line");

test("a curve of one point is a dot: a line needs two", () => {
  const scene = (length: number) =>
    lineChartScene({ ...chart, curves: [{ look: "validation", x: [250, 500], value: [0.1, 0.02], length }] }, 400, 200, palette);
  const dots = (marks: readonly Mark[]): number =>
    marks.reduce((sum, mark) => sum + (mark.kind === "dots" ? 1 : mark.kind === "clip" ? dots(mark.marks) : 0), 0);
  expect([dots(scene(1).marks), dots(scene(2).marks)]).toEqual([1, 0]);
});

describe("lineChartScene", () => {
  test("ticks are in epochs over the whole planned run, and the curve ends where the run stands", () => {
    const scene = lineChartScene(chart, 300, 200, palette);
    expect(texts(scene.marks)).toEqual(expect.arrayContaining(["0", "2", "4", "10", ".01", ".1", "1", "0.020", "epoch", "Loss, log scale"]));
    const curve = lines(scene).at(-1);
    const { x } = plotArea(chart, 300, 200, palette);
    expect(valueFromPx(x, curve?.points[(curve.points.length ?? 0) - 2] ?? 0)).toBeCloseTo(500, 3);
  });
  test("the live end is highlighted for its last pixels only", () => {
    const [halo] = lines(lineChartScene(chart, 300, 200, palette));
    expect(halo?.stroke).toBe("#ff0");
    const xs = Array.from(halo?.points ?? []).filter((_, i) => i % 2 === 0);
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(14, 3);
  });
  test("a finished run has no highlight", () => {
    const done = { ...chart, curves: chart.curves.map((curve) => ({ ...curve, isLive: false })) };
    expect(lines(lineChartScene(done, 300, 200, palette)).map(({ stroke }) => stroke)).toEqual(["#000"]);
  });
  test("a narrow chart of a long run has fewer ticks rather than labels that run into each other", () => {
    const scene = lineChartScene({ ...chart, xDomain: [0, 25_000], xUnit: 25 }, 170, 200, palette);
    expect(texts(scene.marks)).toEqual(expect.arrayContaining(["0", "500", "1,000"]));
    expect(texts(scene.marks)).not.toContain("800");
  });
  test("no step finer than an epoch is ticked", () => {
    const scene = lineChartScene({ ...chart, xDomain: [0, 200] }, 900, 200, palette);
    expect(texts(scene.marks).filter((text) => text.includes(".5"))).toEqual([".5"]);
    const second = lineChartScene({ ...chart, xDomain: [1, 2], yDomain: [0, 1], yKind: "linear" }, 900, 200, palette);
    expect(texts(second.marks)).not.toContain("1.5");
  });
});

test("a scene written as SVG says the same and escapes what it says", () => {
  const scene = lineChartScene({ ...chart, title: "a < b & c" }, 300, 200, palette);
  const svg = svgOfScene(scene, "#fff", () => "data:");
  expect(svg).toContain("a &lt; b &amp; c");
  expect(svg.match(/<path /g)?.length).toBe(scene.marks.filter(({ kind }) => kind === "line").length + lines(scene).length);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
});
