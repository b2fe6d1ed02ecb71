import { describe, expect, test } from "vitest";
import { rowTables, tableOf } from "./tables.mjs";

test("columns are as wide as their widest cell, numbers to the right", () => {
  const columns = [
    ["name", (row) => row.name, "left"],
    ["n", (row) => String(row.n)],
  ];
  expect(
    tableOf(columns, [
      { name: "a", n: 1000 },
      { name: "longer", n: 1 },
    ]),
  ).toBe(["name       n", "a       1000", "longer     1"].join("\n"));
});

describe("the tables of the rows", () => {
  const row = {
    section: "speed",
    model: "mlp",
    batch: 32,
    units: 128,
    backend: "wasm",
    kind: "real",
    contender: "layerlab",
    examplesPerSecond: 12_345,
    stepsPerSecond: 385.8,
    ratioToFit: 5,
  };

  test("real rows and those of the overhead limit stand apart, and only the latter tell JavaScript's share", () => {
    const [real, overhead] = rowTables([row, { ...row, backend: "webgpu", kind: "overhead", jsMsPerStep: 0.05 }]).split(
      "\n\nTraining speed in the overhead limit",
    );
    expect(real).toContain("12,345");
    expect(real).not.toContain("JS ms/step");
    expect(overhead).toMatch(/JS ms\/step\n.*0\.050/);
  });

  test("a row without figures says what was wrong", () => {
    const broken = { ...row, examplesPerSecond: null, stepsPerSecond: null, ratioToFit: null, problem: "no kernel" };
    expect(rowTables([broken])).toMatch(/layerlab +– +– +– +no kernel/);
  });
});
