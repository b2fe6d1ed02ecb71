import { expect, test } from "vitest";
import { planeCsv, planeTable } from "@/features/task-views/plane-figures";

const field = { bounds: { min: -1, max: 1 }, side: 2, second: Float32Array.of(0, 0.25, 0.5, 1) };

test("the table is the plane as it lies: x₂ falls from row to row, x₁ rises along them", () => {
  const { head, rows } = planeTable(field, "corner");
  expect([head[0], head[1], head.at(-1)]).toEqual(["corner", "−0.89", "0.89"]);
  expect([rows[0]?.[0], rows[0]?.[1], rows[0]?.at(-1), rows.at(-1)?.[1], rows.at(-1)?.at(-1)]).toEqual(["0.89", "0", "25", "50", "100"]);
});
test("the file holds points and field, each cell at its centre", () => {
  const train = { inputs: Float32Array.of(0.5, 0.25), labels: Float32Array.of(1) };
  expect(planeCsv(field, train, undefined).slice(1)).toEqual([
    ["train", 0.5, 0.25, 1],
    ["network", -0.5, 0.5, 0],
    ["network", 0.5, 0.5, 0.25],
    ["network", -0.5, -0.5, 0.5],
    ["network", 0.5, -0.5, 1],
  ]);
});
