import { expect, test } from "vitest";
import { confusionMatrix } from "@/analysis/confusion-matrix";
import { confusionCells } from "@/features/evaluate/confusion-view";
import { paintConfusion } from "@/features/evaluate/paint-confusion";
import type { Palette } from "@/viz/palette";

interface Written {
  readonly text: string;
  readonly font: string;
  readonly x: number;
  readonly fill: string;
}

/** As much of a canvas as the matrix needs; says what is written on it. */
function recorder() {
  const written: Written[] = [];
  const filled: string[] = [];
  const context = {
    font: "",
    fillStyle: "",
    beginPath() {},
    roundRect() {},
    fill() {
      filled.push(context.fillStyle);
    },
    fillText(text: string, x: number) {
      written.push({ text, x, font: context.font, fill: context.fillStyle });
    },
  };
  return { context: context as unknown as CanvasRenderingContext2D, written, filled };
}
const palette = { font: "Inter", sunken: "#eeeeee", ink3: "#666666", sequential: ["#ffffff", "#000000"] } as unknown as Palette;
const places = Array.from({ length: 4 }, (_, i) => ({ left: 10 * i, top: 0, width: 10, height: 10, fontPx: 9 }));

test("the matrix is written into its places: hits quietly, the greatest mistake darkest, the chosen cell bold, a zero not at all", () => {
  const cells = confusionCells(confusionMatrix(Int32Array.of(0, 0, 0, 1), Int32Array.of(0, 0, 1, 1), 2), "count");
  const { context, written, filled } = recorder();
  paintConfusion(context, places, palette, cells, { label: 0, prediction: 1 });
  expect(written).toEqual([
    { text: "2", x: 5, font: "400 9px Inter", fill: "#666666" },
    { text: "1", x: 15, font: "700 9px Inter", fill: "#ffffff" },
    { text: "1", x: 35, font: "400 9px Inter", fill: "#666666" },
  ]);
  expect(filled).toEqual(["#eeeeee", "rgb(20 20 20)", "rgb(255 255 255)", "#eeeeee"]);
});
