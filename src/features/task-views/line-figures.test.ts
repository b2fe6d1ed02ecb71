import { expect, test } from "vitest";
import { lineMoments } from "@/analysis/loss-surface";
import { say as inLanguage } from "@/base/text";
import { fitCsv, fitTable, pathCsv, pathTable } from "@/features/task-views/line-figures";
import type { Say } from "@/ui/locale";

const say: Say = (what, values) => inLanguage(values && !("text" in what) ? { text: what, values } : what, "en");
const moments = lineMoments([-1, 0, 1], [-1, 1, 3]);
const points = { x: Float32Array.of(1, 0), y: Float32Array.of(5, 3) };
const grid = Float32Array.of(0, 1);

test("the path has a row per step with its own loss", () => {
  const path = { length: 2, value: Float32Array.of(0, 0, 2, 1) };
  expect(pathCsv(path, moments).map((row) => row.map((cell) => (typeof cell === "number" ? Number(cell.toFixed(3)) : cell)))).toEqual([
    ["step", "w", "b", "mse"],
    [1, 0, 0, 3.667],
    [2, 2, 1, 0],
  ]);
});
test("a long path is thinned in the table only, and the table says so", () => {
  const path = { length: 1000, value: new Float32Array(2000) };
  const { rows, note } = pathTable(path, moments, say);
  expect([rows.length, rows[0]?.[0], rows.at(-1)?.[0]]).toEqual([100, "1", "1,000"]);
  expect(note).toContain("100 of 1,000");
  expect(pathCsv(path, moments)).toHaveLength(1001);
});
test("points stand in order of x, beside what the network says there", () => {
  expect(fitTable(points, grid, Float32Array.of(2, 4), say).rows).toEqual([
    ["1", "0.000", "3.000", "2.000"],
    ["2", "1.000", "5.000", "4.000"],
  ]);
  expect(fitTable(points, grid, undefined, say).rows[0]?.[3]).toBe("–");
  expect(fitCsv(points, grid, Float32Array.of(2, 4))).toEqual([
    ["series", "x", "y"],
    ["point", 1, 5],
    ["point", 0, 3],
    ["network", 0, 2],
    ["network", 1, 4],
  ]);
});
