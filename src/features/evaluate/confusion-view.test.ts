import { describe, expect, test } from "vitest";
import type { ConfusionMatrix } from "@/analysis/confusion-matrix";
import { confusionCells } from "@/features/evaluate/confusion-view";

const matrix: ConfusionMatrix = { classCount: 3, counts: Uint32Array.of(96, 4, 0, 1, 1199, 0, 0, 0, 0), total: 1300 };
const texts = (reading: "count" | "row" | "column") => confusionCells(matrix, reading).map((row) => row.map((cell) => cell.text));

describe("the confusion matrix as shown", () => {
  test("counts are counts, and none is blank", () => {
    expect(texts("count")).toEqual([
      ["96", "4", ""],
      ["1", "1199", ""],
      ["", "", ""],
    ]);
  });
  test("by row the figures are shares of the true class, by column of the predicted one", () => {
    expect(texts("row").slice(0, 2)).toEqual([
      ["96", "4.0", ""],
      ["0.1", "100", ""],
    ]);
    expect(texts("column")[0]).toEqual(["99", "0.3", ""]);
  });
  test("a class that never occurs has a blank row, not a division by zero", () => {
    expect(texts("row")[2]).toEqual(["", "", ""]);
  });
  test("the diagonal is quiet, the largest mistake full, and others on a square-root scale of it", () => {
    const cells = confusionCells(matrix, "count");
    expect([cells[0]?.[0]?.strength, cells[0]?.[1]?.strength, cells[1]?.[0]?.strength]).toEqual([0, 1, 0.5]);
  });
});
